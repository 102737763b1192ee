import type { Role } from '../../platform/core/caller.ts';
import type { Project, TokenClaims, User } from '../core/identity.ts';
import { withImplied } from '../core/roles.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './authorization.ts';

export interface RoleAssignment {
  readonly user: User;
  readonly project: Project;
  readonly role: Role;
}

/**
 * Lists role assignments, with the implied roles if they are to be `effective`. Those of users and
 * projects that no longer exist are left out.
 */
export async function listRoleAssignments(
  ports: Pick<Ports, 'assignments' | 'projects' | 'users'>,
  requester: TokenClaims,
  { effective }: { readonly effective: boolean },
): Promise<readonly RoleAssignment[]> {
  requireAdmin(requester, 'identity:list_role_assignments');
  const [assignments, users, projects] = await Promise.all([
    ports.assignments.list(),
    ports.users.list(),
    ports.projects.list(),
  ]);
  const userOf = new Map(users.map((user) => [user.id, user]));
  const projectOf = new Map(projects.map((project) => [project.id, project]));
  return assignments.flatMap((one) => {
    const user = userOf.get(one.userId);
    const project = projectOf.get(one.projectId);
    if (!user || !project) return [];
    const roles = effective ? withImplied(one.roles) : one.roles;
    return roles.map((role) => ({ user, project, role }));
  });
}
