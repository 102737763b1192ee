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
import { applicationCredentialGrant } from './use-application-credential.ts';
import type { VerifyToken } from './verify-token.ts';

export type AuthenticatePorts = Pick<
  Ports,
  'clock' | 'identity' | 'ids' | 'log' | 'passwords' | 'secrets' | 'tokenSigner'
> &
  WithIdentitySettings & { readonly verifyToken: VerifyToken };

/**
 * Issues a token to who proves to be somebody: by password, application credential or another token.
 *
 * A wrong password, an unknown and a disabled user get the same refusal after the same work; only our
 * log says for which user.
 */
export function authenticate(
  ports: AuthenticatePorts,
  login: Login,
  scope: Scope | undefined,
): Promise<IssuedToken> {
  if (login.method === 'password') return byPassword(ports, login, scope);
  if (login.method === 'token') return byToken(ports, login, scope);
  return byApplicationCredential(ports, login, scope);
}

async function byPassword(ports: AuthenticatePorts, login: PasswordLogin, scope?: Scope) {
  const user = await findUser(ports, login.user);
  const right = await ports.passwords.verify(login.password, user?.passwordHash);
  if (!user?.enabled || !right) throw refused(ports, login.method, user?.id);
  return scopedToken(ports, user, login.method, scope);
}

async function byApplicationCredential(
  ports: AuthenticatePorts,
  login: ApplicationCredentialLogin,
  scope?: Scope,
) {
  if (scope)
    throw new Fault(
      'unauthenticated',
      'Error authenticating with application credential: Application credentials cannot request a scope.',
    );
  const credential = await findCredential(ports, login);
  if (!credential || !ports.secrets.verify(login.secret, credential.secretHash))
    throw refused(ports, login.method, credential?.userId);
  return issueToken(ports, {
    ...(await grantOf(ports, login.method, credential)),
    methods: [login.method],
  });
}

async function byToken(ports: AuthenticatePorts, { method, token }: TokenLogin, scope?: Scope) {
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
  ports: AuthenticatePorts,
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
  ports: AuthenticatePorts,
  method: Login['method'],
  credential: ApplicationCredential | undefined,
) {
  const grant = credential && (await applicationCredentialGrant(ports, credential));
  if (!grant) throw refused(ports, method, credential?.userId);
  return grant;
}

/** A name is not logged: people type their password there. */
function refused({ log }: Pick<Ports, 'log'>, method: Login['method'], userId?: string): Fault {
  log.warn('login refused', { method, ...(userId && { userId }) });
  return unauthenticated();
}
