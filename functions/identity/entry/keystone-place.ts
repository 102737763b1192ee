import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../contract/environment.ts';
import type { KeystonePlace } from '../existing-keystone/place.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';

/** An existing Keystone as a Lambda is told of it; undefined where there is none. */
export function keystonePlace({
  KEYSTONE_URL: url,
  KEYSTONE_SECRET_ARN: secretArn,
  KEYSTONE_REMEMBER_SECONDS: seconds,
}: Environment<'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS'>):
  | KeystonePlace
  | undefined {
  if (url === '') return undefined;
  const vault = secretsManagerVault(new SecretsManagerClient({}));
  return {
    url,
    rememberSeconds: Number(seconds),
    credential: async () => (await vault.read(secretArn)) ?? '',
  };
}
