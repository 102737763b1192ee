import type { Role } from '../../platform/core/caller.ts';
import type { Project } from '../core/identity.ts';
import { withImplied } from '../core/roles.ts';
import type { Ports } from '../ports.ts';

/** What a user may do in a project now, implied roles included; nothing in a disabled or unknown one. */
export async function rolesInProject(
  { identity }: Pick<Ports, 'identity'>,
  userId: string,
  project: Project | undefined,
): Promise<readonly Role[]> {
  if (!project?.enabled) return [];
  const assignments = await identity.assignments(userId);
  return withImplied(
    assignments.filter(({ projectId }) => projectId === project.id).flatMap(({ roles }) => roles),
  );
}
