import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, Project, User } from '../core/identity.ts';
import { hasExpired, rolesLeft } from '../core/application-credential.ts';
import type { Ports } from '../ports.ts';
import { rolesInProject } from './roles-in-project.ts';

/** What a credential opens: its user, its project, and what is left of its roles there. */
export interface ApplicationCredentialGrant {
  readonly credential: ApplicationCredential;
  readonly user: User;
  readonly project: Project;
  readonly roles: readonly Role[];
}

/** Reads what a credential is good for now; undefined once it, its user or its project has come to an end. */
export async function applicationCredentialGrant(
  ports: Pick<Ports, 'clock' | 'identity'>,
  credential: ApplicationCredential,
): Promise<ApplicationCredentialGrant | undefined> {
  if (hasExpired(credential, ports.clock.now())) return undefined;
  const [user, project] = await Promise.all([
    ports.identity.user(credential.userId),
    ports.identity.project(credential.projectId),
  ]);
  if (!user?.enabled || !project) return undefined;
  const roles = rolesLeft(credential, await rolesInProject(ports, user.id, project));
  return roles.length > 0 ? { credential, user, project, roles } : undefined;
}
