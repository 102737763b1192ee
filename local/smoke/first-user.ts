import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Outputs } from '../cdk.ts';
import { logIn, type Session } from '../session.ts';
import type { Account } from './account.ts';
import { awsClients } from './aws-clients.ts';

/** The first user of a deployment with default settings. */
export const firstUser = 'admin';

export interface Login {
  readonly url: string;
  readonly password: string;
}

/** The deployment's URL and the generated password of the first user. */
export async function firstUserLogin({ cloud }: Account, outputs: Outputs): Promise<Login> {
  const { secrets } = awsClients(cloud);
  const { SecretString: password = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: outputs['PasswordSecretadmin'] ?? '' }),
  );
  return { url: outputs['PublicUrl'] ?? '', password };
}

export async function logInFirstUser(account: Account, outputs: Outputs): Promise<Session> {
  const { url, password } = await firstUserLogin(account, outputs);
  return logIn(url, firstUser, firstUser, password);
}
