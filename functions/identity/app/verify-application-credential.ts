import type { LoginSource } from '../../platform/ports.ts';
import {
  type ApplicationCredentialScope,
  applicationCredentialScope,
} from './application-credential-scope.ts';
import { findCredential } from './find-by-reference.ts';
import type { ApplicationCredentialLogin } from './login.ts';
import { credentialReference } from './login-reference.ts';
import { refuseLogin } from './refuse-login.ts';
import type { CredentialLoginPorts } from './verified-login.ts';
import { verifySecret } from './verify-secret.ts';

/** Verifies the secret of an application credential, and says what the credential gives access to. */
export async function verifyApplicationCredential(
  ports: CredentialLoginPorts,
  login: ApplicationCredentialLogin,
  context: { readonly source: LoginSource; readonly countsForSource?: boolean },
): Promise<ApplicationCredentialScope> {
  const credential = await findCredential(ports, login);
  const attempt = {
    method: login.method,
    userId: credential?.userId,
    reference: credentialReference(ports, login),
    account: credential && `credential#${credential.id}`,
    ...context,
  };
  const verified = await verifySecret(
    ports,
    attempt,
    async () =>
      credential !== undefined && ports.secrets.verify(login.secret, credential.secretHash),
  );
  const scope =
    credential && verified ? await applicationCredentialScope(ports, credential) : undefined;
  if (!scope) throw refuseLogin(ports, attempt);
  return scope;
}
