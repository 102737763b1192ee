import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { passwordSecretName } from '../functions/contract/secrets.ts';
import type { Cloud } from './cloud.ts';
import type { DevStackUser } from './local-settings.ts';

/** The prefix of names in a local deployment: the default of the settings. */
const localNamePrefix = 'taibai';

/**
 * Replaces the generated passwords of a state stack's users by known ones, before the seed of the app
 * stack creates the users with them.
 */
export async function storePasswords(
  { env, region }: Cloud,
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
        new PutSecretValueCommand({
          SecretId: passwordSecretName(localNamePrefix, name),
          SecretString: password,
        }),
      ),
    ),
  );
}
