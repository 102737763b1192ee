import { whileStale } from '../../platform/app/while-stale.ts';
import type { TokenClaims, User } from '../core/identity.ts';
import { identifierOf } from '../core/identifier.ts';
import { changedMeanwhile, nameTakenInDomain } from '../core/refusal.ts';
import { revocationOf } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { requireAdmin, requireOwnerOrAdmin } from './authorization.ts';
import { existingUser } from './look-up.ts';

/** The fields an administrator sets; those left out keep their value, or get a default in a new user. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Null removes the password. */
  readonly password?: string | null | undefined;
  readonly defaultProjectId?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly email?: string | null | undefined;
}

type PasswordPorts = Pick<Ports, 'passwords' | 'secrets'>;

export async function listUsers(
  { users }: Pick<Ports, 'users'>,
  requester: TokenClaims,
): Promise<readonly User[]> {
  requireAdmin(requester, 'identity:list_users');
  return users.list();
}

export async function showUser(
  ports: Pick<Ports, 'users'>,
  requester: TokenClaims,
  id: string,
): Promise<User> {
  requireOwnerOrAdmin(requester, id, 'identity:get_user');
  return existingUser(ports, id);
}

export async function createUser(
  ports: PasswordPorts & Pick<Ports, 'ids' | 'users'>,
  requester: TokenClaims,
  wanted: UserChange & { readonly name: string },
): Promise<User> {
  requireAdmin(requester, 'identity:create_user');
  const user: User = {
    id: identifierOf(ports.ids.random()),
    name: wanted.name,
    enabled: wanted.enabled ?? true,
    passwordHash: await hashOf(ports, wanted.password ?? null),
    defaultProjectId: wanted.defaultProjectId ?? null,
    ...textsOf(wanted),
  };
  if ((await ports.users.put(user)) === 'name-taken') throw nameTakenInDomain('user', user.name);
  return user;
}

/** Changes a user. A new password or disabling the user revokes the user's tokens. */
export async function changeUser(
  ports: PasswordPorts & Pick<Ports, 'clock' | 'ids' | 'sleep' | 'users'>,
  requester: TokenClaims,
  { id, change }: { readonly id: string; readonly change: UserChange },
): Promise<User> {
  requireAdmin(requester, 'identity:update_user');
  const passwordHash =
    change.password === undefined ? undefined : await hashOf(ports, change.password);
  const revokes = change.enabled === false || passwordHash !== undefined;
  return whileStale(
    ports,
    () => changedMeanwhile('user', id),
    async () => {
      const before = await existingUser(ports, id);
      const next: User = {
        ...before,
        ...(change.name !== undefined && { name: change.name }),
        ...(change.enabled !== undefined && { enabled: change.enabled }),
        ...(passwordHash !== undefined && { passwordHash }),
        ...(change.defaultProjectId !== undefined && { defaultProjectId: change.defaultProjectId }),
        ...textsOf(change),
      };
      return (await replace(ports, { next, before, revokes })) === 'stale' ? 'stale' : next;
    },
  );
}

/** Deletes a user with its roles and application credentials, and revokes its tokens. */
export async function deleteUser(
  ports: Pick<Ports, 'applicationCredentials' | 'assignments' | 'clock' | 'users'> &
    Pick<Ports, 'ids' | 'sleep'>,
  requester: TokenClaims,
  id: string,
): Promise<void> {
  requireAdmin(requester, 'identity:delete_user');
  const { applicationCredentials, assignments, clock, users } = ports;
  await whileStale(
    ports,
    () => changedMeanwhile('user', id),
    async () => users.remove(await existingUser(ports, id), revocationOf('user', id, clock.now())),
  );
  // Without the user the rest has no effect, so a crash from here on does no harm.
  const credentials = await applicationCredentials.ofUser(id);
  await Promise.all(
    credentials.map((credential) =>
      applicationCredentials.remove(
        credential,
        revocationOf('application-credential', credential.id, clock.now()),
      ),
    ),
  );
  const held = await assignments.ofUser(id);
  await Promise.all(held.map((one) => assignments.replace({ ...one, roles: [] }, one)));
}

/** Stores a user's new password and revokes the user's tokens. */
export async function replacePassword(
  ports: PasswordPorts & Pick<Ports, 'clock' | 'users'>,
  before: User,
  password: string,
): Promise<void> {
  const next = { ...before, passwordHash: await hashOf(ports, password) };
  if ((await replace(ports, { next, before, revokes: true })) === 'stale')
    throw changedMeanwhile('user', next.id);
}

async function replace(
  { clock, users }: Pick<Ports, 'clock' | 'users'>,
  change: { readonly next: User; readonly before: User; readonly revokes: boolean },
): Promise<'stored' | 'stale'> {
  const { next, before, revokes } = change;
  const revocation = revokes ? revocationOf('user', next.id, clock.now()) : undefined;
  const outcome = await users.replace(next, before, revocation);
  if (outcome === 'name-taken') throw nameTakenInDomain('user', next.name);
  return outcome;
}

/** A user without a password gets a random one that is not disclosed, so a login cannot tell the difference. */
const hashOf = ({ passwords, secrets }: PasswordPorts, password: string | null) =>
  passwords.hash(password ?? secrets.generate());

const textsOf = ({ description, email }: UserChange) => ({
  ...(description !== undefined && { description: description ?? '' }),
  ...(email !== undefined && { email: email ?? '' }),
});
