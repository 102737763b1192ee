import { forbidden, tokenNotFound } from '../core/refusal.ts';
import { maximumExchanges } from '../core/token-life.ts';
import type { Ports } from '../ports.ts';
import { applicationCredentialScope } from './application-credential-scope.ts';
import type { TokenLogin } from './login.ts';
import { refuseLogin } from './refuse-login.ts';
import { trustMethod } from './trusts.ts';
import type { LoginContext, LoginPorts, VerifiedLogin } from './verified-login.ts';

/** Verifies a token that is to be exchanged for another one. */
export async function exchangeToken(
  ports: LoginPorts & Pick<Ports, 'verifyToken'>,
  { method, token }: TokenLogin,
  { source, scopeRequested }: LoginContext,
): Promise<VerifiedLogin> {
  const from = await ports.verifyToken(token);
  if (!from) throw tokenNotFound();
  if (from.methods.includes(trustMethod))
    throw forbidden('Using a trust-scoped token to create another token is not allowed.');
  if (from.ancestors.length >= maximumExchanges)
    throw forbidden(`A token is exchanged ${maximumExchanges} times in a row, then log in again.`);
  if (from.applicationCredential && scopeRequested)
    throw forbidden(
      'Using an application credential token to create a scoped token is not allowed.',
    );
  const attempt = { method, userId: from.userId, source };
  if (!from.applicationCredential) {
    const user = await ports.users.get(from.userId);
    if (!user?.enabled) throw refuseLogin(ports, attempt);
    return { user, from };
  }
  const credential = await ports.applicationCredentials.get(from.applicationCredential.id);
  const scope = credential && (await applicationCredentialScope(ports, credential));
  if (!scope) throw refuseLogin(ports, attempt);
  return { user: scope.user, credentialScope: scope, from };
}
