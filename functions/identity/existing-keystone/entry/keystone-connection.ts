import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../../contract/environment.ts';
import { secretsManagerVault } from '../../../platform/aws/vault.ts';
import type { KeystoneConnection } from '../client/keystone-connection.ts';

/** The existing Keystone that the environment names; undefined if it names none. */
export function keystoneConnection({
  KEYSTONE_URL: url,
  KEYSTONE_SECRET_ARN: secretArn,
  KEYSTONE_REMEMBER_SECONDS: seconds,
}: Environment<'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'>):
  | KeystoneConnection
  | undefined {
  if (url === '') return undefined;
  const vault = secretsManagerVault(new SecretsManagerClient({}));
  return {
    url,
    cacheSeconds: Number(seconds),
    serviceCredential: async () => (await vault.read(secretArn)) ?? '',
  };
}
