import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import { exchangeToken } from './exchange-token.ts';
import { findUser } from './find-by-reference.ts';
import type { Login, PasswordLogin } from './login.ts';
import { userReference } from './login-reference.ts';
import { refuseLogin } from './refuse-login.ts';
import type { LoginContext, LoginPorts, VerifiedLogin } from './verified-login.ts';
import { verifyApplicationCredential } from './verify-application-credential.ts';
import { verifySecret } from './verify-secret.ts';

/** Verifies one login; refuses with Keystone's texts. */
export async function verifyLogin(
  ports: LoginPorts & Pick<Ports, 'verifyToken'>,
  login: Login,
  context: LoginContext,
): Promise<VerifiedLogin> {
  if (login.method === 'password') return verifyPassword(ports, login, context);
  if (login.method === 'token') return exchangeToken(ports, login, context);
  if (context.scopeRequested) throw scopeNotAllowed();
  const scope = await verifyApplicationCredential(ports, login, context);
  return { user: scope.user, credentialScope: scope };
}

async function verifyPassword(
  ports: LoginPorts,
  login: PasswordLogin,
  { source }: LoginContext,
): Promise<VerifiedLogin> {
  const user = await findUser(ports, login.user);
  const attempt = {
    method: login.method,
    userId: user?.id,
    reference: userReference(ports, login.user),
    account: user && `user#${user.id}`,
    source,
  };
  const verified = await verifySecret(ports, attempt, async () => {
    const right = await ports.passwords.verify(login.password, user?.passwordHash);
    return right && user?.enabled === true;
  });
  if (!user || !verified) throw refuseLogin(ports, attempt);
  return { user };
}

const scopeNotAllowed = (): Fault =>
  new Fault(
    'unauthenticated',
    'Error authenticating with application credential: Application credentials cannot request a scope.',
  );
