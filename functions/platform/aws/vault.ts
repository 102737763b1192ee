import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Vault } from '../ports.ts';

/** Secrets Manager. A secret is named by its ARN or name; one that has no value yet reads as undefined. */
export function secretsManagerVault(client: SecretsManagerClient): Pick<Vault, 'read'> {
  return {
    async read(name) {
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
        return SecretString;
      } catch (failure) {
        if (failure instanceof ResourceNotFoundException) return undefined;
        throw failure;
      }
    },
  };
}
