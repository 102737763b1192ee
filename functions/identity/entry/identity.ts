import { dynamoAlarmStore } from '../../alarming/aws/alarm-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoFunctionStore } from '../../engine/aws/function-store.ts';
import { dynamoIdentityStores } from '../aws/identity-stores.ts';
import { dynamoLoginFailures } from '../aws/login-failures.ts';
import { dynamoUsualSourceStore } from '../aws/usual-source-store.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { gatewaySource } from '../../platform/http/gateway-source.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { joseTokenReader } from '../jose/token-reader.ts';
import { joseTokenSigner } from '../jose/token-signer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { scryptPasswords } from '../node/scrypt.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { beginErasure } from '../../events/app/log/erase-events.ts';
import { dynamoErasures } from '../../events/aws/log/erasures.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { identityApp } from '../http/app.ts';

const environment = readEnvironment(lambdas.identity, process.env);
const client = documentClient();
const keys = parameterVault(lambdaPlace(process.env));

const { EVENTS_TABLE: events } = environment;
const erasures = { clock: systemClock, erasures: dynamoErasures(client, events) };

const ports = {
  ...dynamoIdentityStores(client, environment.IDENTITY_TABLE),
  alarms: dynamoAlarmStore(client, environment.ALARMS_TABLE),
  clock: systemClock,
  functions: dynamoFunctionStore(client, environment.FUNCTIONS_TABLE, systemClock),
  ids: nodeIds,
  loginFailures: dynamoLoginFailures(client, environment.IDENTITY_TABLE),
  log: powertoolsLog('identity'),
  passwords: scryptPasswords,
  projectEvents: events === '' ? undefined : { erase: (id: string) => beginErasure(erasures, id) },
  secrets: sha256Secrets,
  sleep: timerSleep,
  usualSources: dynamoUsualSourceStore({ client, name: environment.IDENTITY_TABLE }),
  tokenReader: joseTokenReader(),
  tokenSigner: joseTokenSigner(() => keys.read(environment.SIGNING_KEY_PARAMETER)),
  settings: {
    publicUrl: environment.PUBLIC_URL,
    metrics: environment.METRICS === 'true',
    region: environment.REGION_NAME,
    storesEvents: events !== '',
    tokenLifetimeSeconds: Number(environment.TOKEN_LIFETIME_SECONDS),
  },
};
export const handler = gatewayHandler(identityApp({ ...ports, sourceOf: gatewaySource }), {
  cookies: environment.CONSOLE === 'true',
});
