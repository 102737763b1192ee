import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { customResource } from '../../platform/aws/custom-resource.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { joseSigningKeys } from '../jose/signing-key.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { scryptPasswords } from '../node/scrypt.ts';
import { seedIdentity } from '../app/seed-identity.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { seedProperties } from '../../contract/seed.ts';

const environment = readEnvironment(lambdas.seed, process.env);
const ports = {
  ...dynamoIdentityStores(documentClient(), environment.IDENTITY_TABLE),
  clock: systemClock,
  ids: nodeIds,
  passwords: scryptPasswords,
  signingKeys: joseSigningKeys,
  keys: parameterVault(lambdaPlace(process.env)),
  vault: secretsManagerVault(new SecretsManagerClient({})),
};

/** Deletes no users: the state stack deletes or retains the table. */
export const handler = customResource(async ({ kind, properties }) => {
  if (kind !== 'Delete') await seedIdentity(ports, seedProperties.parse(properties));
  return 'done';
});
