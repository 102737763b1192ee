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
import { timerSleep } from '../../platform/node/sleep.ts';
import { dynamoIndexStores } from '../aws/index-stores.ts';
import { lookQueueOf } from '../aws/look-queue.ts';
import { dynamoMeasureStores } from '../aws/measure-stores.ts';
import { metricsApp } from '../http/app.ts';
import { withoutDoubleSlash } from '../http/tidy-path.ts';

const environment = readEnvironment(lambdas.metric, process.env);
const tables = documentClient();
const objects = s3Client(process.env);

export const handler = gatewayHandler(
  metricsApp({
    ...dynamoIndexStores(tables, environment.METRIC_INDEX_TABLE),
    ...dynamoMeasureStores(tables, environment.MEASURES_TABLE, {
      client: objects,
      bucket: environment.BUCKET,
    }),
    authenticator: gateOf(environment, tables),
    clock: systemClock,
    ids: nodeIds,
    log: powertoolsLog('metric'),
    payloads: s3PayloadStore(objects, environment.BUCKET, presignedGet(objects)),
    lookQueue: lookQueueOf(environment.LOOKS_QUEUE_URL),
    settings: { publicUrl: environment.PUBLIC_URL },
    sleep: timerSleep,
  }),
  { tidied: withoutDoubleSlash, cookies: environment.CONSOLE === 'true' },
);
