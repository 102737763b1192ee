import type { Environment } from '../../contract/environment.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import type { CredentialTokens } from '../../platform/ports.ts';
import { credentialTokens } from '../app/credential-tokens.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { keystoneCredentialTokens } from '../existing-keystone/client/keystone-credential-tokens.ts';
import { joseTokenSigner } from '../jose/token-signer.ts';
import { sha256Secrets } from '../node/sha256.ts';

/** Tokens by application credentials, of our own identity service or of an existing Keystone. */
export function credentialTokensOf(
  environment: Environment<
    'IDENTITY_TABLE' | 'KEYSTONE_URL' | 'PUBLIC_URL' | 'SIGNING_KEY_PARAMETER'
  >,
): CredentialTokens {
  if (environment.KEYSTONE_URL !== '') return keystoneCredentialTokens(environment.KEYSTONE_URL);
  const keys = parameterVault(lambdaPlace(process.env));
  const ports = {
    ...dynamoIdentityStores(documentClient(), environment.IDENTITY_TABLE),
    clock: systemClock,
    ids: nodeIds,
    secrets: sha256Secrets,
    tokenSigner: joseTokenSigner(() => keys.read(environment.SIGNING_KEY_PARAMETER)),
  };
  return credentialTokens(ports, `${environment.PUBLIC_URL}/identity/v3`);
}
