import type { Ports } from '../ports.ts';
import type { LoginSource } from '../../platform/ports.ts';
import { chooseScope } from './choose-scope.ts';
import { type IssuedToken, issueToken } from './issue-token.ts';
import type { Login, Scope } from './login.ts';
import { type Proof, prove, type ProvePorts, refused } from './prove.ts';
import type { WithIdentitySettings } from './settings.ts';

export type AuthenticatePorts = Omit<ProvePorts, 'request' | 'scoped'> &
  Pick<Ports, 'ids' | 'tokenSigner'> &
  WithIdentitySettings;

export interface LoginRequest {
  /** One, or several that show the same user. */
  readonly logins: readonly Login[];
  readonly scope: Scope | undefined;
  readonly request: LoginSource;
}

/**
 * Issues a token to who proves to be somebody: by password, application credential or another token, or
 * by several of them at once, each of which has to be right. The first that is not decides the answer.
 *
 * A wrong password, an unknown and a disabled user get the same refusal after the same work; only our
 * log says for which user.
 */
export async function authenticate(
  ports: AuthenticatePorts,
  { logins, scope, request }: LoginRequest,
): Promise<IssuedToken> {
  const since = ports.clock.now();
  const at = { ...ports, request, scoped: scope !== undefined };
  const proofs: Proof[] = [];
  // oxlint-disable-next-line no-await-in-loop -- none is looked at after one that fails
  for (const login of logins) proofs.push(await prove(at, login));
  const methods = logins.map(({ method }) => method);
  const [first, ...others] = proofs;
  if (!first || !others.every((other) => agree(first, other)))
    throw refused(at, methods.join(), first?.user.id);
  const { user } = first;
  const bounds = proofs.find((proof) => proof.bounds)?.bounds;
  const from = proofs.find((proof) => proof.from)?.from;
  const chosen = bounds ?? (await chooseScope(ports, user, scope));
  if (!chosen) throw refused(at, methods.join(), user.id);
  return issueToken(ports, { ...chosen, since, user, methods, ...(from && { from }) });
}

/** Whether two logins are of one user and, if both name an application credential, of one credential. */
const agree = (one: Proof, other: Proof): boolean =>
  one.user.id === other.user.id &&
  (!one.bounds || !other.bounds || one.bounds.credential.id === other.bounds.credential.id);
