import type { Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, TokenClaims } from '../core/identity.ts';
import { requireUnrestricted, rolesToGrant } from '../core/application-credential.ts';
import { expirationOf } from '../core/expiration.ts';
import { identifierOf, isIdentifier } from '../core/identifier.ts';
import { forbidden, invalidApplicationCredential, nameTaken, notFound } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireOwnerOrAdmin } from './authorization.ts';

export interface NewApplicationCredential {
  readonly userId: string;
  readonly name: string;
  readonly description: string | null;
  /** Generated if not given. */
  readonly secret?: string | undefined;
  readonly roles: readonly Role[];
  readonly expiresAt?: string | undefined;
  readonly unrestricted: boolean;
}

/** Creates a credential of the requester in the project of the token. Only this answer holds its secret. */
export async function createApplicationCredential(
  ports: Pick<Ports, 'applicationCredentials' | 'clock' | 'ids' | 'secrets'>,
  requester: TokenClaims,
  wanted: NewApplicationCredential,
): Promise<{ readonly credential: ApplicationCredential; readonly secret: string }> {
  if (requester.userId !== wanted.userId) throw forbidden('identity:create_application_credential');
  requireUnrestricted(requester);
  if (!requester.project)
    throw invalidApplicationCredential('Cannot create an application credential without a project');
  const now = ports.clock.now();
  const secret = wanted.secret ?? ports.secrets.generate();
  const credential: ApplicationCredential = {
    id: identifierOf(ports.ids.random()),
    name: wanted.name,
    description: wanted.description,
    userId: requester.userId,
    projectId: requester.project.id,
    roles: rolesToGrant(wanted.roles, requester.roles),
    secretHash: ports.secrets.hash(secret),
    expiresAt: wanted.expiresAt ? expirationOf(wanted.expiresAt, now) : null,
    unrestricted: wanted.unrestricted,
    createdAt: now,
  };
  if ((await ports.applicationCredentials.create(credential)) === 'exists')
    throw nameTaken('application_credential', credential.name);
  return { credential, secret };
}

export async function listApplicationCredentials(
  { applicationCredentials }: Pick<Ports, 'applicationCredentials'>,
  requester: TokenClaims,
  userId: string,
): Promise<readonly ApplicationCredential[]> {
  requireOwnerOrAdmin(requester, userId, 'identity:list_application_credentials');
  return isIdentifier(userId) ? applicationCredentials.ofUser(userId) : [];
}

interface CredentialReference {
  readonly userId: string;
  readonly id: string;
}

export async function showApplicationCredential(
  ports: Pick<Ports, 'applicationCredentials'>,
  requester: TokenClaims,
  reference: CredentialReference,
): Promise<ApplicationCredential> {
  requireOwnerOrAdmin(requester, reference.userId, 'identity:get_application_credential');
  return existingCredential(ports, reference);
}

/** Deletes a credential, and revokes the tokens issued for it. */
export async function deleteApplicationCredential(
  ports: Pick<Ports, 'applicationCredentials' | 'clock'>,
  requester: TokenClaims,
  reference: CredentialReference,
): Promise<void> {
  requireOwnerOrAdmin(requester, reference.userId, 'identity:delete_application_credential');
  requireUnrestricted(requester);
  const credential = await existingCredential(ports, reference);
  await ports.applicationCredentials.remove(
    credential,
    revocationOf('application-credential', credential.id, ports.clock.now()),
  );
}

async function existingCredential(
  { applicationCredentials }: Pick<Ports, 'applicationCredentials'>,
  { userId, id }: CredentialReference,
): Promise<ApplicationCredential> {
  const credential = isIdentifier(id) ? await applicationCredentials.get(id) : undefined;
  if (credential?.userId !== userId) throw notFound('Application Credential', id);
  return credential;
}
