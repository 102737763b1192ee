import type { Role } from '../../platform/core/caller.ts';
import type { Project, User } from '../core/identity.ts';
import type { Ports } from '../ports.ts';
import { findProject } from './find-by-reference.ts';
import type { Scope } from './login.ts';
import { rolesInProject } from './roles-in-project.ts';

export interface ChosenScope {
  readonly project?: Project;
  readonly roles: readonly Role[];
}

type ScopePorts = Pick<Ports, 'assignments' | 'projects'>;

const unscoped: ChosenScope = { roles: [] };

/**
 * The scope of a user's token: the requested project or, if no scope is requested, the default project
 * when the user has a role there (`keystone/api/_shared/authentication.py`,
 * `_check_and_set_default_scoping`). Undefined if the user has no role in the requested project.
 */
export async function chooseScope(
  ports: ScopePorts,
  user: User,
  scope: Scope | undefined,
): Promise<ChosenScope | undefined> {
  if (!scope) return (await inDefaultProject(ports, user)) ?? unscoped;
  if (scope.kind === 'unscoped') return unscoped;
  if (scope.kind === 'unsupported') return undefined;
  return inProject(ports, user, await findProject(ports, scope.project));
}

async function inDefaultProject(ports: ScopePorts, user: User) {
  if (user.defaultProjectId === null) return undefined;
  return inProject(ports, user, await ports.projects.get(user.defaultProjectId));
}

async function inProject(
  ports: ScopePorts,
  user: User,
  project: Project | undefined,
): Promise<ChosenScope | undefined> {
  const roles = await rolesInProject(ports, user.id, project);
  return project && roles.length > 0 ? { project, roles } : undefined;
}
