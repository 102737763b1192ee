import { isAdmin } from '../../platform/core/caller.ts';
import type { Project, TokenClaims } from '../core/identity.ts';
import { isIdentifier } from '../core/identifier.ts';
import { forbidden, notFound } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin, requireOwnerOrAdmin } from './authorization.ts';
import { existingProject } from './look-up.ts';

/** The projects a user has a role in. Only an administrator sees those of other users. */
export async function projectsOfUser(
  { assignments, projects }: Pick<Ports, 'assignments' | 'projects'>,
  requester: TokenClaims,
  userId: string,
): Promise<readonly Project[]> {
  requireOwnerOrAdmin(requester, userId, 'identity:list_user_projects');
  if (!isIdentifier(userId)) throw notFound('user', userId);
  const held = await assignments.ofUser(userId);
  const found = await Promise.all(held.map(({ projectId }) => projects.get(projectId)));
  return found.filter((project) => project !== undefined);
}

/** The projects the requester can get a token for. */
export async function availableProjects(
  ports: Pick<Ports, 'assignments' | 'projects'>,
  requester: TokenClaims,
): Promise<readonly Project[]> {
  const own = await projectsOfUser(ports, requester, requester.userId);
  return own.filter(({ enabled }) => enabled);
}

/** All projects. A client that is refused lists the user's own projects instead. */
export async function listProjects(
  { projects }: Pick<Ports, 'projects'>,
  requester: TokenClaims,
): Promise<readonly Project[]> {
  requireAdmin(requester, 'identity:list_projects');
  return projects.list();
}

/** Any project for an administrator, the token's own for everybody else. */
export async function showProject(
  ports: Pick<Ports, 'projects'>,
  requester: TokenClaims,
  id: string,
): Promise<Project> {
  if (requester.project?.id !== id && !isAdmin(requester)) throw forbidden('identity:get_project');
  return existingProject(ports, id);
}
