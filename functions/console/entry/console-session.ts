import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { sessionsOf } from '../../identity/entry/sessions.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { gatewaySource } from '../../platform/http/gateway-source.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { sessionApp } from '../http/session-app.ts';

const environment = readEnvironment(lambdas['console-session'], process.env);
const log = powertoolsLog('console-session');

export const handler = gatewayHandler(
  sessionApp({
    clock: systemClock,
    ids: nodeIds,
    log,
    sessions: sessionsOf(environment, { log, tables: documentClient() }),
    settings: {
      publicUrl: environment.PUBLIC_URL,
      eventStorage: environment.EVENT_STORAGE !== '',
      metrics: environment.METRICS === 'true',
      ownIdentity: environment.KEYSTONE_URL === '',
    },
    sourceOf: gatewaySource,
  }),
  { cookies: true },
);
