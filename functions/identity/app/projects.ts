import { isAdmin } from '../../platform/core/caller.ts';
import type { Project, TokenClaims } from '../core/identity.ts';
import { isIdentifier } from '../core/identifier.ts';
import { forbidden, notFound } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';

/** The projects a user has a role in: his own, or as an administrator anybody's. */
export async function projectsOfUser(
  { identity }: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  userId: string,
): Promise<readonly Project[]> {
  if (asker.userId !== userId && !isAdmin(asker)) throw forbidden('identity:list_user_projects');
  if (!isIdentifier(userId)) throw notFound('user', userId);
  const assignments = await identity.assignments(userId);
  const projects = await Promise.all(
    assignments.map(({ projectId }) => identity.project(projectId)),
  );
  return projects.filter((project) => project !== undefined);
}

/** Every project there is, for administrators. The clients take the refusal as the sign to ask for their own. */
export async function allProjects(
  { identity }: Pick<Ports, 'identity'>,
  asker: TokenClaims,
): Promise<readonly Project[]> {
  if (!isAdmin(asker)) throw forbidden('identity:list_projects');
  return identity.projects();
}

/** One project: the token's own, or as an administrator any. Others learn nothing, not even whether it exists. */
export async function showProject(
  { identity }: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  id: string,
): Promise<Project> {
  if (asker.project?.id !== id && !isAdmin(asker)) throw forbidden('identity:get_project');
  const project = isIdentifier(id) ? await identity.project(id) : undefined;
  if (!project) throw notFound('project', id);
  return project;
}
