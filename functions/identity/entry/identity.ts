import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { dynamoAlarmStore } from '../../alarming/aws/alarm-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoFunctionStore } from '../../engine/aws/function-store.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { dynamoLoginFailures } from '../aws/login-failures.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { gatewaySource } from '../../platform/http/gateway-source.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { joseTokenReader } from '../jose/token-reader.ts';
import { joseTokenSigner } from '../jose/token-signer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { scryptPasswords } from '../node/scrypt.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { authenticatePublisher } from '../app/authenticate-publisher.ts';
import { answerTrust } from '../app/trusts.ts';
import { tokenVerifier } from '../app/verify-token.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { publisherRequest } from '../../contract/publisher.ts';
import { trustRequest } from '../../contract/trust.ts';
import { identityApp } from '../http/app.ts';

const environment = readEnvironment(lambdas.identity, process.env);
const client = documentClient();
const vault = secretsManagerVault(new SecretsManagerClient({}));

const ports = {
  ...dynamoIdentityStores(client, environment.IDENTITY_TABLE),
  alarms: dynamoAlarmStore(client, environment.ALARMS_TABLE),
  clock: systemClock,
  functions: dynamoFunctionStore(client, environment.FUNCTIONS_TABLE, systemClock),
  ids: nodeIds,
  loginFailures: dynamoLoginFailures(client, environment.IDENTITY_TABLE),
  log: powertoolsLog('identity'),
  passwords: scryptPasswords,
  secrets: sha256Secrets,
  sleep: timerSleep,
  tokenReader: joseTokenReader(),
  tokenSigner: joseTokenSigner(() => vault.read(environment.SIGNING_KEY_SECRET_ARN)),
  settings: {
    publicUrl: environment.PUBLIC_URL,
    region: environment.REGION_NAME,
    tokenLifetimeSeconds: Number(environment.TOKEN_LIFETIME_SECONDS),
  },
};
const overHttp = gatewayHandler(identityApp({ ...ports, sourceOf: gatewaySource }));
const direct = { ...ports, verifyToken: tokenVerifier(ports, 0) };

/** Serves the HTTP API, and the direct invocations of our other Lambdas, which have other shapes. */
export async function handler(event: LambdaEvent, context: LambdaContext) {
  const trust = trustRequest.safeParse(event);
  if (trust.success) return answerTrust(direct, trust.data);
  const publisher = publisherRequest.safeParse(event);
  if (publisher.success) return authenticatePublisher(direct, publisher.data);
  return overHttp(event, context);
}
