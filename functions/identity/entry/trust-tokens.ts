import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { trustTokenRequest } from '../../contract/trust.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { issueTrustToken } from '../app/trusts.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { joseTokenSigner } from '../jose/token-signer.ts';

const environment = readEnvironment(lambdas['identity-trust-tokens'], process.env);
const keys = parameterVault(lambdaPlace(process.env));
const ports = {
  ...dynamoIdentityStores(documentClient(), environment.IDENTITY_TABLE),
  clock: systemClock,
  ids: nodeIds,
  settings: { tokenLifetimeSeconds: Number(environment.TOKEN_LIFETIME_SECONDS) },
  tokenSigner: joseTokenSigner(() => keys.read(environment.SIGNING_KEY_PARAMETER)),
};

export const handler = (event: unknown) => issueTrustToken(ports, trustTokenRequest.parse(event));
