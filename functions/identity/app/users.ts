import { isAdmin } from '../../platform/core/caller.ts';
import type { Revocation, TokenClaims, User } from '../core/identity.ts';
import { identifierOf, isIdentifier } from '../core/identifier.ts';
import { changedMeanwhile, forbidden, nameTakenInDomain, notFound } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin } from './require-admin.ts';

/** What an administrator says of a user; what he leaves out stays, or is made up for a new one. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Null takes the password away. */
  readonly password?: string | null | undefined;
  readonly defaultProjectId?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly email?: string | null | undefined;
}

type UserPorts = Pick<Ports, 'clock' | 'identity' | 'passwords' | 'secrets'>;

export async function listUsers(
  { identity }: Pick<Ports, 'identity'>,
  asker: TokenClaims,
): Promise<readonly User[]> {
  requireAdmin(asker, 'identity:list_users');
  return identity.users();
}

/** A user: to himself and to administrators. */
export async function showUser(
  ports: Pick<Ports, 'identity'>,
  asker: TokenClaims,
  id: string,
): Promise<User> {
  if (asker.userId !== id && !isAdmin(asker)) throw forbidden('identity:get_user');
  return existingUser(ports, id);
}

export async function createUser(
  ports: UserPorts & Pick<Ports, 'ids'>,
  asker: TokenClaims,
  wanted: UserChange & { readonly name: string },
): Promise<User> {
  requireAdmin(asker, 'identity:create_user');
  const user: User = {
    id: identifierOf(ports.ids.random()),
    name: wanted.name,
    enabled: wanted.enabled ?? true,
    passwordHash: await hashOf(ports, wanted.password ?? null),
    defaultProjectId: wanted.defaultProjectId ?? null,
    ...textsOf(wanted),
  };
  if ((await ports.identity.putUser(user)) === 'name-taken')
    throw nameTakenInDomain('user', user.name);
  return user;
}

/** Changes a user. Disabling him and another password end his tokens. */
export async function changeUser(
  ports: UserPorts,
  asker: TokenClaims,
  { id, change }: { readonly id: string; readonly change: UserChange },
): Promise<User> {
  requireAdmin(asker, 'identity:update_user');
  const before = await existingUser(ports, id);
  const next: User = {
    ...before,
    ...(change.name !== undefined && { name: change.name }),
    ...(change.enabled !== undefined && { enabled: change.enabled }),
    ...(change.password !== undefined && { passwordHash: await hashOf(ports, change.password) }),
    ...(change.defaultProjectId !== undefined && { defaultProjectId: change.defaultProjectId }),
    ...textsOf(change),
  };
  const ends = change.enabled === false || change.password !== undefined;
  await replace(ports, { next, before, ends });
  return next;
}

/** Removes a user, ends his tokens, and takes his roles and application credentials with him. */
export async function deleteUser(
  { clock, identity }: Pick<Ports, 'clock' | 'identity'>,
  asker: TokenClaims,
  id: string,
): Promise<void> {
  requireAdmin(asker, 'identity:delete_user');
  const user = await existingUser({ identity }, id);
  await identity.removeUser(user, revocationOf('user', id, clock.now()));
  // Nothing below counts without its user: it may be left over by a crash and does no harm.
  const credentials = await identity.applicationCredentials(id);
  await Promise.all(
    credentials.map((credential) =>
      identity.removeApplicationCredential(
        credential,
        revocationOf('application-credential', credential.id, clock.now()),
      ),
    ),
  );
  const held = await identity.assignments(id);
  await Promise.all(held.map((one) => identity.replaceAssignment({ ...one, roles: [] }, one)));
}

/** Stores what is known to be right of a user: his own new password. Ends his tokens. */
export async function replacePassword(
  ports: UserPorts,
  before: User,
  password: string,
): Promise<void> {
  const next = { ...before, passwordHash: await hashOf(ports, password) };
  await replace(ports, { next, before, ends: true });
}

export async function existingUser(
  { identity }: Pick<Ports, 'identity'>,
  id: string,
): Promise<User> {
  const user = isIdentifier(id) ? await identity.user(id) : undefined;
  if (!user) throw notFound('user', id);
  return user;
}

async function replace(
  { clock, identity }: UserPorts,
  { next, before, ends }: { readonly next: User; readonly before: User; readonly ends: boolean },
): Promise<void> {
  const revocation: Revocation | undefined = ends
    ? revocationOf('user', next.id, clock.now())
    : undefined;
  const outcome = await identity.replaceUser(next, before, revocation);
  if (outcome === 'name-taken') throw nameTakenInDomain('user', next.name);
  if (outcome === 'stale') throw changedMeanwhile('user', next.id);
}

/** Who has no password gets one that nobody knows: to a login both look the same. */
const hashOf = ({ passwords, secrets }: UserPorts, password: string | null) =>
  passwords.hash(password ?? secrets.generate());

const textsOf = ({ description, email }: UserChange) => ({
  ...(description !== undefined && { description: description ?? '' }),
  ...(email !== undefined && { email: email ?? '' }),
});
