import type { Role } from '../../platform/core/caller.ts';
import type { Project } from '../core/identity.ts';
import { withImplied } from '../core/roles.ts';
import type { Ports } from '../ports.ts';

/** The roles a user holds in a project now, implied ones included; none in a disabled or unknown project. */
export async function rolesInProject(
  { assignments }: Pick<Ports, 'assignments'>,
  userId: string,
  project: Project | undefined,
): Promise<readonly Role[]> {
  if (!project?.enabled) return [];
  const held = await assignments.ofUser(userId);
  return withImplied(
    held.filter(({ projectId }) => projectId === project.id).flatMap(({ roles }) => roles),
  );
}
