import { Fault } from '../../platform/core/fault.ts';
import type { TokenClaims, User } from '../core/identity.ts';
import { forbidden, tokenNotFound, unauthenticated } from '../core/refusal.ts';
import { mostExchanges } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import type { LoginSource } from '../../platform/ports.ts';
import { findCredential, findUser } from './find.ts';
import type { ApplicationCredentialLogin, Login, PasswordLogin, TokenLogin } from './login.ts';
import { trustMethod } from './trusts.ts';
import { type WithLoginFailures, withThrottle } from './throttle.ts';
import {
  type ApplicationCredentialGrant,
  applicationCredentialGrant,
} from './use-application-credential.ts';
import type { VerifyToken } from './verify-token.ts';

/** What one way to log in has shown. */
export interface Proof {
  readonly user: User;
  /** Set by an application credential, and by a token from one: there is nothing to be had beyond it. */
  readonly bounds?: ApplicationCredentialGrant;
  /** The token that was shown. */
  readonly from?: TokenClaims;
}

export type ProvePorts = Pick<
  Ports,
  'clock' | 'identity' | 'log' | 'passwords' | 'secrets' | 'sleep'
> &
  WithLoginFailures & {
    readonly verifyToken: VerifyToken;
    readonly request: LoginSource;
    /** Whether wrong secrets count for the address, too, as they do unless many programs share one. */
    readonly sourceCounts?: boolean;
    /** Whether a scope is asked for, which an application credential does not allow. */
    readonly scoped: boolean;
  };

/** Checks one login; refuses in Keystone's words. */
export function prove(ports: ProvePorts, login: Login): Promise<Proof> {
  if (login.method === 'password') return byPassword(ports, login);
  if (login.method === 'token') return byToken(ports, login);
  return byApplicationCredential(ports, login);
}

async function byPassword(ports: ProvePorts, login: PasswordLogin): Promise<Proof> {
  const user = await findUser(ports, login.user);
  const attempt = {
    method: login.method,
    userId: user?.id,
    login: user ? `user#${user.id}` : unknown(ports, login.user),
  };
  const right = await guess(ports, attempt, async () => {
    const same = await ports.passwords.verify(login.password, user?.passwordHash);
    return same && user?.enabled;
  });
  if (!user || !right) throw refused(ports, login.method, user?.id);
  return { user };
}

async function byApplicationCredential(
  ports: ProvePorts,
  login: ApplicationCredentialLogin,
): Promise<Proof> {
  if (ports.scoped)
    throw new Fault(
      'unauthenticated',
      'Error authenticating with application credential: Application credentials cannot request a scope.',
    );
  const credential = await findCredential(ports, login);
  const attempt = {
    method: login.method,
    userId: credential?.userId,
    login: credential ? `credential#${credential.id}` : unknown(ports, login),
  };
  const right = await guess(
    ports,
    attempt,
    async () => credential && ports.secrets.verify(login.secret, credential.secretHash),
  );
  const bounds =
    credential && right ? await applicationCredentialGrant(ports, credential) : undefined;
  if (!bounds) throw refused(ports, login.method, credential?.userId);
  return { user: bounds.user, bounds };
}

interface Attempt {
  readonly method: string;
  readonly userId: string | undefined;
  /** What its failures are counted for. */
  readonly login: string;
}

/** Looks at a secret unless there were too many wrong ones, which is written down like a wrong one. */
async function guess<Right>(
  ports: ProvePorts,
  { method, userId, login }: Attempt,
  check: () => Promise<Right>,
): Promise<Right | false | undefined> {
  try {
    const source = ports.sourceCounts === false ? undefined : ports.request.address;
    return await withThrottle(ports, { source, login }, check);
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      refused(ports, method, userId);
    throw failure;
  }
}

/** What nobody has is counted under a hash of how it was named, so that it looks like what somebody has. */
const unknown = (
  { secrets }: ProvePorts,
  { id, name, user }: Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>,
): string => `unknown#${secrets.hash(JSON.stringify([id, name, user]))}`;

async function byToken(ports: ProvePorts, { method, token }: TokenLogin): Promise<Proof> {
  const from = await ports.verifyToken(token);
  if (!from) throw tokenNotFound();
  if (from.methods.includes(trustMethod))
    throw forbidden('Using a trust-scoped token to create another token is not allowed.');
  if (from.ancestors.length >= mostExchanges)
    throw forbidden(`A token is exchanged ${mostExchanges} times in a row, then log in again.`);
  if (from.applicationCredential && ports.scoped)
    throw forbidden(
      'Using an application credential token to create a scoped token is not allowed.',
    );
  if (!from.applicationCredential) {
    const user = await ports.identity.user(from.userId);
    if (!user?.enabled) throw refused(ports, method, from.userId);
    return { user, from };
  }
  const credential = await ports.identity.applicationCredential(from.applicationCredential.id);
  const bounds = credential && (await applicationCredentialGrant(ports, credential));
  if (!bounds) throw refused(ports, method, from.userId);
  return { user: bounds.user, bounds, from };
}

/** A name is not logged: people type their password there. */
export function refused(
  { clock, log, request }: Pick<ProvePorts, 'clock' | 'log' | 'request'>,
  method: string,
  userId?: string,
): Fault {
  const { address: source, requestId } = request;
  log.warn('login refused', {
    at: clock.now(),
    requestId,
    source,
    method,
    ...(userId && { userId }),
  });
  return unauthenticated();
}
