import type { Role } from '../../platform/core/caller.ts';
import type { Project, User } from '../core/identity.ts';
import type { Ports } from '../ports.ts';
import { findProject } from './find.ts';
import type { Scope } from './login.ts';
import { rolesInProject } from './roles-in-project.ts';

export interface ChosenScope {
  readonly project?: Project;
  readonly roles: readonly Role[];
}

const unscoped: ChosenScope = { roles: [] };

/**
 * What a user's token is for: the project he asked for, or unasked his default project if he has a
 * role there (`keystone/api/_shared/authentication.py`, `_check_and_set_default_scoping`). Undefined if
 * he has no role where he asked.
 */
export async function chooseScope(
  ports: Pick<Ports, 'identity'>,
  user: User,
  scope: Scope | undefined,
): Promise<ChosenScope | undefined> {
  if (!scope) return (await inDefaultProject(ports, user)) ?? unscoped;
  if (scope.kind === 'unscoped') return unscoped;
  if (scope.kind === 'elsewhere') return undefined;
  return inProject(ports, user, await findProject(ports, scope.project));
}

async function inDefaultProject(ports: Pick<Ports, 'identity'>, user: User) {
  if (user.defaultProjectId === null) return undefined;
  return inProject(ports, user, await ports.identity.project(user.defaultProjectId));
}

async function inProject(
  ports: Pick<Ports, 'identity'>,
  user: User,
  project: Project | undefined,
): Promise<ChosenScope | undefined> {
  const roles = await rolesInProject(ports, user.id, project);
  return project && roles.length > 0 ? { project, roles } : undefined;
}
