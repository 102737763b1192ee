import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../contract/environment.ts';
import type { KeystonePlace } from '../keystone/place.ts';
import { secretsManagerVault } from './vault.ts';

/** An existing Keystone as a Lambda is told of it; undefined where there is none. */
export function keystonePlace({
  KEYSTONE_URL: url,
  KEYSTONE_SECRET_ARN: secretArn,
}: Environment<'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN'>): KeystonePlace | undefined {
  if (url === '') return undefined;
  const vault = secretsManagerVault(new SecretsManagerClient({}));
  return { url, credential: () => vault.read(secretArn) };
}
