import { Fault } from '../../core/fault.ts';
import type { ApplicationCredential, User } from '../../core/identity.ts';
import { forbidden, tokenNotFound, unauthenticated } from '../../core/identity/refusal.ts';
import type { Ports } from '../../ports.ts';
import { chooseScope } from './choose-scope.ts';
import { findCredential, findUser } from './find.ts';
import { type IssuedToken, issueToken } from './issue-token.ts';
import type {
  ApplicationCredentialLogin,
  Login,
  PasswordLogin,
  Scope,
  TokenLogin,
} from './login.ts';
import type { WithIdentitySettings } from './settings.ts';
import { trustMethod } from './trusts.ts';
import { type WithLoginFailures, withThrottle } from './throttle.ts';
import { applicationCredentialGrant } from './use-application-credential.ts';
import type { VerifyToken } from './verify-token.ts';

export type AuthenticatePorts = Pick<
  Ports,
  'clock' | 'identity' | 'ids' | 'log' | 'passwords' | 'secrets' | 'tokenSigner'
> &
  WithIdentitySettings &
  WithLoginFailures & { readonly verifyToken: VerifyToken };

export interface LoginRequest {
  readonly login: Login;
  readonly scope: Scope | undefined;
  /** The address it comes from. */
  readonly source: string;
}

/**
 * Issues a token to who proves to be somebody: by password, application credential or another token.
 *
 * A wrong password, an unknown and a disabled user get the same refusal after the same work; only our
 * log says for which user.
 */
export async function authenticate(
  ports: AuthenticatePorts,
  { login, scope, source }: LoginRequest,
): Promise<IssuedToken> {
  const at = { ...ports, source };
  if (login.method === 'password') return byPassword(at, login, scope);
  if (login.method === 'token') return byToken(at, login, scope);
  return byApplicationCredential(at, login, scope);
}

type PortsAt = AuthenticatePorts & Pick<LoginRequest, 'source'>;

async function byPassword(ports: PortsAt, login: PasswordLogin, scope?: Scope) {
  const user = await findUser(ports, login.user);
  const attempt = {
    source: ports.source,
    login: user ? `user#${user.id}` : unknown(ports, login.user),
  };
  const right = await withThrottle(ports, attempt, async () => {
    const same = await ports.passwords.verify(login.password, user?.passwordHash);
    return same && user?.enabled;
  });
  if (!user || !right) throw refused(ports, login.method, user?.id);
  return scopedToken(ports, user, login.method, scope);
}

async function byApplicationCredential(
  ports: PortsAt,
  login: ApplicationCredentialLogin,
  scope?: Scope,
) {
  if (scope)
    throw new Fault(
      'unauthenticated',
      'Error authenticating with application credential: Application credentials cannot request a scope.',
    );
  const credential = await findCredential(ports, login);
  const attempt = {
    source: ports.source,
    login: credential ? `credential#${credential.id}` : unknown(ports, login),
  };
  const right = await withThrottle(
    ports,
    attempt,
    async () => credential && ports.secrets.verify(login.secret, credential.secretHash),
  );
  if (!credential || !right) throw refused(ports, login.method, credential?.userId);
  return issueToken(ports, {
    ...(await grantOf(ports, login.method, credential)),
    methods: [login.method],
  });
}

/** What nobody has is counted under a hash of how it was named, so that it looks like what somebody has. */
const unknown = (
  { secrets }: AuthenticatePorts,
  { id, name, user }: Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>,
): string => `unknown#${secrets.hash(JSON.stringify([id, name, user]))}`;

async function byToken(ports: PortsAt, { method, token }: TokenLogin, scope?: Scope) {
  const from = await ports.verifyToken(token);
  if (!from) throw tokenNotFound();
  if (from.methods.includes(trustMethod))
    throw forbidden('Using a trust-scoped token to create another token is not allowed.');
  if (!from.applicationCredential) {
    const user = await ports.identity.user(from.userId);
    if (!user?.enabled) throw refused(ports, method, from.userId);
    return scopedToken(ports, user, method, scope, from);
  }
  if (scope)
    throw forbidden(
      'Using an application credential token to create a scoped token is not allowed.',
    );
  const credential = await ports.identity.applicationCredential(from.applicationCredential.id);
  return issueToken(ports, {
    ...(await grantOf(ports, method, credential)),
    methods: [method],
    from,
  });
}

async function scopedToken(
  ports: PortsAt,
  user: User,
  method: Login['method'],
  scope: Scope | undefined,
  from?: IssuedToken['claims'],
): Promise<IssuedToken> {
  const chosen = await chooseScope(ports, user, scope);
  if (!chosen) throw refused(ports, method, user.id);
  return issueToken(ports, { user, methods: [method], ...chosen, ...(from && { from }) });
}

async function grantOf(
  ports: PortsAt,
  method: Login['method'],
  credential: ApplicationCredential | undefined,
) {
  const grant = credential && (await applicationCredentialGrant(ports, credential));
  if (!grant) throw refused(ports, method, credential?.userId);
  return grant;
}

/** A name is not logged: people type their password there. */
function refused({ log, source }: PortsAt, method: Login['method'], userId?: string): Fault {
  log.warn('login refused', { method, source, ...(userId && { userId }) });
  return unauthenticated();
}
