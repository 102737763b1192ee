import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Outputs } from './cdk.ts';
import type { Cloud } from './cloud.ts';
import type { DevStackUser } from './local-settings.ts';

/**
 * Replaces the generated passwords of a state stack's users by known ones, before the seed of the app
 * stack creates the users with them.
 */
export async function storePasswords(
  { env, region }: Cloud,
  state: Outputs,
  users: readonly DevStackUser[],
): Promise<void> {
  const client = new SecretsManagerClient({
    region,
    endpoint: env['AWS_ENDPOINT_URL'] ?? '',
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  await Promise.all(
    users.map(({ name, password }) =>
      client.send(
        new PutSecretValueCommand({ SecretId: secretOf(state, name), SecretString: password }),
      ),
    ),
  );
}

/** CloudFormation's names of outputs have letters and digits only. */
function secretOf(state: Outputs, user: string): string {
  const end = `PasswordSecretArn${user.replaceAll(/[^a-zA-Z0-9]/g, '')}`;
  const [, arn] = Object.entries(state).find(([name]) => name.endsWith(end)) ?? [];
  if (arn === undefined) throw new Error(`the state stack has no secret for ${user}`);
  return arn;
}
