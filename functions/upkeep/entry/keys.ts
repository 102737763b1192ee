import { randomBytes } from 'node:crypto';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { keyProperties } from '../../contract/keys.ts';
import { customResource } from '../../platform/aws/custom-resource.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';

readEnvironment(lambdas.keys, process.env);
const keys = parameterVault(lambdaPlace(process.env));
const keyBytes = 48;

/** Creates the keys that do not exist yet. A key leaves this Lambda only for the Parameter Store. */
export const handler = customResource(async ({ kind, properties }) => {
  const { generated, removed } = keyProperties.parse(properties);
  await Promise.all(
    kind === 'Delete'
      ? removed.map((name) => keys.remove(name))
      : generated.map((name) => keys.create(name, randomBytes(keyBytes).toString('base64url'))),
  );
  return 'done';
});
