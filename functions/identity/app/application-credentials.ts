import { isAdmin, type Role } from '../../platform/core/caller.ts';
import type { ApplicationCredential, TokenClaims } from '../core/identity.ts';
import { requireUnrestricted, rolesToGrant } from '../core/application-credential.ts';
import { expirationOf } from '../core/expiration.ts';
import { identifierOf, isIdentifier } from '../core/identifier.ts';
import { forbidden, invalidApplicationCredential, nameTaken, notFound } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';

export interface NewApplicationCredential {
  readonly userId: string;
  readonly name: string;
  readonly description: string | null;
  /** Made here if not given. */
  readonly secret?: string | undefined;
  readonly roles: readonly Role[];
  readonly expiresAt?: string | undefined;
  readonly unrestricted: boolean;
}

/** Makes a credential for oneself in the project of one's token. Its secret is in this answer and nowhere else. */
export async function createApplicationCredential(
  ports: Pick<Ports, 'clock' | 'identity' | 'ids' | 'secrets'>,
  asker: TokenClaims,
  wanted: NewApplicationCredential,
): Promise<{ readonly credential: ApplicationCredential; readonly secret: string }> {
  if (asker.userId !== wanted.userId) throw forbidden('identity:create_application_credential');
  requireUnrestricted(asker);
  if (!asker.project)
    throw invalidApplicationCredential('Cannot create an application credential without a project');
  const now = ports.clock.now();
  const secret = wanted.secret ?? ports.secrets.generate();
  const credential: ApplicationCredential = {
    id: identifierOf(ports.ids.random()),
    name: wanted.name,
    description: wanted.description,
    userId: asker.userId,
    projectId: asker.project.id,
    roles: rolesToGrant(wanted.roles, asker.roles),
    secretHash: ports.secrets.hash(secret),
    expiresAt: wanted.expiresAt ? expirationOf(wanted.expiresAt, now) : null,
    unrestricted: wanted.unrestricted,
    createdAt: now,
  };
  if ((await ports.identity.createApplicationCredential(credential)) === 'exists')
    throw nameTaken('application_credential', credential.name);
  return { credential, secret };
}

export async function listApplicationCredentials(
  { identity }: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  userId: string,
): Promise<readonly ApplicationCredential[]> {
  requireOwner(asker, userId, 'identity:list_application_credentials');
  return isIdentifier(userId) ? identity.applicationCredentials(userId) : [];
}

interface OneCredential {
  readonly userId: string;
  readonly id: string;
}

export async function showApplicationCredential(
  ports: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  which: OneCredential,
): Promise<ApplicationCredential> {
  requireOwner(asker, which.userId, 'identity:get_application_credential');
  return existing(ports, which);
}

/** Removes a credential, and with it every token that came from it. */
export async function deleteApplicationCredential(
  ports: Pick<Ports, 'clock' | 'identity'>,
  asker: TokenClaims,
  which: OneCredential,
): Promise<void> {
  requireOwner(asker, which.userId, 'identity:delete_application_credential');
  requireUnrestricted(asker);
  const credential = await existing(ports, which);
  await ports.identity.removeApplicationCredential(
    credential,
    revocationOf('application-credential', credential.id, ports.clock.now()),
  );
}

async function existing(
  { identity }: Pick<Ports, 'identity'>,
  { userId, id }: OneCredential,
): Promise<ApplicationCredential> {
  const credential = isIdentifier(id) ? await identity.applicationCredential(id) : undefined;
  if (credential?.userId !== userId) throw notFound('Application Credential', id);
  return credential;
}

function requireOwner(asker: TokenClaims, userId: string, action: string): void {
  if (asker.userId !== userId && !isAdmin(asker)) throw forbidden(action);
}
