import type { HonoRequest } from 'hono';
import type { RoleAssignment } from '../app/role-assignments.ts';
import { Fault } from '../../platform/core/fault.ts';
import { roleIds } from '../core/roles.ts';
import { flag } from './query.ts';
import { filtered, type ListFilters } from './list-filters.ts';

/** Nothing is assigned to groups, in domains, in the system, or inherited. */
const filters: ListFilters = {
  attributes: ['user.id', 'role.id', 'scope.project.id'],
  constant: {
    'group.id': () => false,
    'scope.domain.id': () => false,
    'scope.system': () => false,
    'scope.OS-INHERIT:inherited_to': (value) => value !== 'projects',
  },
  others: ['effective', 'include_names', 'include_subtree'],
};

/** Combinations that Keystone refuses (`keystone/api/role_assignments.py`). */
const exclusive = [
  ['scope.domain.id', 'scope.project.id', 'Specify a domain or project, not both'],
  ['scope.domain.id', 'scope.system', 'Specify system or domain, not both'],
  ['scope.project.id', 'scope.system', 'Specify system or project, not both'],
  ['user.id', 'group.id', 'Specify a user or group, not both'],
] as const;

/** The assignments that match every filter of the query. */
export function filteredAssignments(
  request: HonoRequest,
  assignments: readonly RoleAssignment[],
): readonly RoleAssignment[] {
  const given = (name: string) => Boolean(request.query(name));
  for (const [one, other, text] of exclusive)
    if (given(one) && given(other)) throw new Fault('invalid', text);
  if (flag(request, 'include_subtree') && !given('scope.project.id'))
    throw new Fault(
      'invalid',
      'scope.project.id must be specified if include_subtree is also specified',
    );
  const rows = assignments.map((assignment) => ({
    assignment,
    'user.id': assignment.user.id,
    'role.id': roleIds[assignment.role],
    'scope.project.id': assignment.project.id,
  }));
  return filtered(request, rows, filters).map(({ assignment }) => assignment);
}
