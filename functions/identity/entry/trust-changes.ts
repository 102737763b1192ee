import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { trustRequest } from '../../contract/trust.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { changeTrust } from '../app/trusts.ts';
import { tokenVerifier } from '../app/verify-token.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { joseTokenReader } from '../jose/token-reader.ts';

const environment = readEnvironment(lambdas['identity-trusts'], process.env);
const stores = {
  ...dynamoIdentityStores(documentClient(), environment.IDENTITY_TABLE),
  clock: systemClock,
  ids: nodeIds,
  tokenReader: joseTokenReader(),
};
const ports = { ...stores, verifyToken: tokenVerifier(stores, 0) };

export const handler = (event: unknown) => changeTrust(ports, trustRequest.parse(event));
