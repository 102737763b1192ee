import type { LoginSource } from '../../platform/ports.ts';
import type { Ports } from '../ports.ts';
import { chooseScope } from './choose-scope.ts';
import { type IssuedToken, issueToken, type IssueTokenPorts } from './issue-token.ts';
import type { Login, Scope } from './login.ts';
import { refuseLogin } from './refuse-login.ts';
import type { LoginPorts, VerifiedLogin } from './verified-login.ts';
import { verifyLogin } from './verify-login.ts';

export type AuthenticatePorts = LoginPorts & IssueTokenPorts & Pick<Ports, 'verifyToken'>;

export interface LoginRequest {
  /** One login, or several that must all be of the same user. */
  readonly logins: readonly Login[];
  readonly scope: Scope | undefined;
  readonly source: LoginSource;
}

/**
 * Issues a token for a password, an application credential, another token, or several of these that
 * must all be right. The first that is not decides the answer.
 *
 * A wrong password, an unknown user and a disabled user are refused alike, after the same work; only
 * our log names the user.
 */
export async function authenticate(
  ports: AuthenticatePorts,
  { logins, scope, source }: LoginRequest,
): Promise<IssuedToken> {
  const since = ports.clock.now();
  const verified = await verifyAll(logins, (login) =>
    verifyLogin(ports, login, { source, scopeRequested: scope !== undefined }),
  );
  const methods = logins.map(({ method }) => method);
  const refuse = (userId?: string) =>
    refuseLogin(ports, { method: methods.join(), userId, source });
  const [first, ...others] = verified;
  if (!first || !others.every((other) => agree(first, other))) throw refuse(first?.user.id);
  const { user } = first;
  const credentialScope = verified.find((one) => one.credentialScope)?.credentialScope;
  const from = verified.find((one) => one.from)?.from;
  const chosen = credentialScope ?? (await chooseScope(ports, user, scope));
  if (!chosen) throw refuse(user.id);
  return issueToken(ports, { ...chosen, since, user, methods, ...(from && { from }) });
}

/** Verifies one login after the other, and none after one that fails. */
async function verifyAll(
  [login, ...rest]: readonly Login[],
  verify: (login: Login) => Promise<VerifiedLogin>,
): Promise<readonly VerifiedLogin[]> {
  return login ? [await verify(login), ...(await verifyAll(rest, verify))] : [];
}

/** Whether two logins are of the same user and of no two application credentials. */
const agree = (one: VerifiedLogin, other: VerifiedLogin): boolean =>
  one.user.id === other.user.id &&
  (!one.credentialScope ||
    !other.credentialScope ||
    one.credentialScope.credential.id === other.credentialScope.credential.id);
