import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, Project, User } from '../core/identity.ts';
import { hasExpired, remainingRoles } from '../core/application-credential.ts';
import type { Ports } from '../ports.ts';
import { rolesInProject } from './roles-in-project.ts';

/** What a credential gives access to now. */
export interface ApplicationCredentialScope {
  readonly credential: ApplicationCredential;
  readonly user: User;
  readonly project: Project;
  /** The credential's roles that its user still holds in the project. */
  readonly roles: readonly Role[];
}

/** Undefined if the credential has expired, its user or project is disabled or gone, or no role remains. */
export async function applicationCredentialScope(
  ports: Pick<Ports, 'assignments' | 'clock' | 'projects' | 'users'>,
  credential: ApplicationCredential,
): Promise<ApplicationCredentialScope | undefined> {
  if (hasExpired(credential, ports.clock.now())) return undefined;
  const [user, project] = await Promise.all([
    ports.users.get(credential.userId),
    ports.projects.get(credential.projectId),
  ]);
  if (!user?.enabled || !project) return undefined;
  const roles = remainingRoles(credential, await rolesInProject(ports, user.id, project));
  return roles.length > 0 ? { credential, user, project, roles } : undefined;
}
