import { readEventStorage } from '../../contract/event-storage.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { gateOf } from '../../identity/entry/gate.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { presignedGet } from '../../platform/aws/presigned-get.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { dynamoEventStores } from '../aws/log/event-stores.ts';
import { eventLogApp } from '../http/log/app.ts';

const environment = readEnvironment(lambdas['event-log'], process.env);
const tables = documentClient();
const objects = s3Client(process.env);
const payloads = s3PayloadStore(objects, environment.BUCKET, presignedGet(objects));

export const handler = gatewayHandler(
  eventLogApp({
    authenticator: gateOf(environment, tables),
    clock: systemClock,
    ids: nodeIds,
    log: powertoolsLog('event-log'),
    payloads,
    publicUrl: environment.PUBLIC_URL,
    storage: readEventStorage(environment.EVENT_STORAGE),
    ...dynamoEventStores(tables, environment.EVENTS_TABLE, { clock: systemClock, payloads }),
  }),
  { cookies: environment.CONSOLE === 'true' },
);
