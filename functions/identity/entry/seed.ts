import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { customResource } from '../../platform/aws/custom-resource.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoIdentityStore } from '../aws/identity-store.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { joseSigningKeys } from '../jose/signing-key.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { scryptPasswords } from '../node/scrypt.ts';
import { seedIdentity } from '../app/seed.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { seedProperties } from '../../contract/seed.ts';

const environment = readEnvironment(lambdas.seed, process.env);
const ports = {
  clock: systemClock,
  identity: dynamoIdentityStore(documentClient(), environment.IDENTITY_TABLE),
  ids: nodeIds,
  passwords: scryptPasswords,
  signingKeys: joseSigningKeys,
  vault: secretsManagerVault(new SecretsManagerClient({})),
};

/** Deleting removes nobody: the table goes, or stays, by itself. */
export const handler = customResource(async ({ kind, properties }) => {
  if (kind !== 'Delete') await seedIdentity(ports, seedProperties.parse(properties));
  return 'done';
});
