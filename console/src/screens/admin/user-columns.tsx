import type { TableProps } from '@cloudscape-design/components/table';
import type { RoleAssignment } from '../../api/identity/grants.ts';
import type { User } from '../../api/identity/users.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { EnabledStatus } from './enabled-status.tsx';

const rolesOf = (grants: readonly RoleAssignment[], userId: string): string =>
  grants
    .filter(({ user }) => user.id === userId)
    .map(({ role, scope }) => `${role.name} in ${scope.project.name}`)
    .join(', ');

export const userColumns = (
  grants: readonly RoleAssignment[],
): readonly TableProps.ColumnDefinition<User>[] => [
  {
    id: 'name',
    header: 'Name',
    maxWidth: 220,
    sortingComparator: (one, other) => one.name.localeCompare(other.name),
    cell: ({ name }) => name,
  },
  { id: 'enabled', header: 'State', cell: ({ enabled }) => <EnabledStatus enabled={enabled} /> },
  {
    id: 'roles',
    header: 'Roles',
    maxWidth: 320,
    cell: ({ id }) => {
      const roles = rolesOf(grants, id);
      return roles ? <span title={roles}>{roles}</span> : '–';
    },
  },
  { id: 'email', header: 'E-mail', maxWidth: 220, cell: ({ email }) => email ?? '–' },
  { id: 'id', header: 'ID', cell: ({ id }) => <ShortId id={id} name="User ID" /> },
];
