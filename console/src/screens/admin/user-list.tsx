import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { grantsQuery } from '../../api/identity/grants.ts';
import { usersQuery, type User } from '../../api/identity/users.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { AdminsOnly } from './admins-only.tsx';
import { DeleteUser } from './delete-dialogs.tsx';
import { UserRoles } from './user-roles.tsx';
import { userColumns } from './user-columns.tsx';
import { EnableUser, UserDialog } from './user-dialogs.tsx';

const route = getRouteApi('/admin/users');

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' | 'edit' | 'enable' | 'roles'; readonly user: User };

function UserTable() {
  useTitle('Users');
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const users = useQuery(usersQuery);
  const grants = useQuery(grantsQuery);
  const [open, setOpen] = useState<Open>();
  const me = useSession().user.id;
  const changed = () => void queries.invalidateQueries({ queryKey: usersQuery.queryKey });
  const close = () => setOpen(undefined);
  const actions = {
    id: 'actions',
    header: 'Actions',
    cell: (user: User) => (
      <RowButtons
        of={`user ${user.name}`}
        actions={[
          { text: 'Roles', onClick: () => setOpen({ kind: 'roles', user }) },
          { text: 'Edit', onClick: () => setOpen({ kind: 'edit', user }) },
          {
            text: user.enabled ? 'Disable' : 'Enable',
            onClick: () => setOpen({ kind: 'enable', user }),
          },
          ...(user.id === me
            ? []
            : [{ text: 'Delete', onClick: () => setOpen({ kind: 'delete', user }) }]),
        ]}
      />
    ),
  };
  return (
    <>
      <CollectionTable
        title="Users"
        found={{
          ...users,
          data: users.data?.filter(({ id, name, email }) =>
            hasPart(`${name} ${id} ${email ?? ''}`, text),
          ),
        }}
        columns={[...userColumns(grants.data ?? []), actions]}
        idOf={({ id }) => id}
        actions={
          <Button variant="primary" onClick={() => setOpen({ kind: 'create' })}>
            Create user
          </Button>
        }
        filter={
          <SearchText
            label="Find users by name, e-mail or ID"
            value={text}
            onChange={(part) => void navigate({ search: { text: part }, replace: true })}
          />
        }
        empty="No user has such a name."
      />
      {open && (open.kind === 'create' || open.kind === 'edit') && (
        <UserDialog
          user={open.kind === 'edit' ? open.user : undefined}
          onDone={changed}
          onClose={close}
        />
      )}
      {open?.kind === 'enable' && <EnableUser user={open.user} onDone={changed} onClose={close} />}
      {open?.kind === 'delete' && <DeleteUser user={open.user} onDone={changed} onClose={close} />}
      {open?.kind === 'roles' && <UserRoles user={open.user} onClose={close} />}
    </>
  );
}

export const UserList = () => (
  <AdminsOnly title="Users" ownIdentity>
    <UserTable />
  </AdminsOnly>
);
