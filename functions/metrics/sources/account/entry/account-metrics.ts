import { SQSClient } from '@aws-sdk/client-sqs';
import { accountProjects } from '../../../../contract/account-events.ts';
import { accountMetricsMessage } from '../../../../contract/account-metrics.ts';
import { lambdas, readEnvironment } from '../../../../contract/environment.ts';
import { documentClient } from '../../../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../../../platform/aws/log.ts';
import { s3PayloadStore } from '../../../../platform/aws/payload-store.ts';
import { sqsPostpone } from '../../../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../../../platform/aws/queue-consumer.ts';
import { s3Client } from '../../../../platform/aws/s3.ts';
import { systemClock } from '../../../../platform/node/clock.ts';
import { nodeIds } from '../../../../platform/node/ids.ts';
import { timerSleep } from '../../../../platform/node/sleep.ts';
import { seriesFinder } from '../../../app/measures/find-series.ts';
import { watchedLooker } from '../../../app/measures/look-at-watched.ts';
import { dynamoIndexStores } from '../../../aws/index-stores.ts';
import { lookQueueOf } from '../../../aws/look-queue.ts';
import { dynamoMeasureStores } from '../../../aws/measure-stores.ts';
import { uuid5 } from '../../../http/uuid5.ts';
import { acceptAccountMetrics } from '../app/accept-account-metrics.ts';

const environment = readEnvironment(lambdas['account-metrics'], process.env);
const queues = new SQSClient({});
const tables = documentClient();
const objects = s3Client(process.env);
const { BUCKET: bucket } = environment;
const stores = {
  ...dynamoIndexStores(tables, environment.METRIC_INDEX_TABLE),
  ...dynamoMeasureStores(tables, environment.MEASURES_TABLE, { client: objects, bucket }),
  clock: systemClock,
  lookQueue: lookQueueOf(environment.LOOKS_QUEUE_URL),
};
const ports = {
  ...stores,
  findSeries: seriesFinder(stores),
  ids: nodeIds,
  log: powertoolsLog('account-metrics'),
  lookAtWatched: watchedLooker(stores),
  payloads: s3PayloadStore(objects, bucket),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  sleep: timerSleep,
  uuid5,
};
const projects = accountProjects.parse(JSON.parse(environment.ACCOUNT_PROJECTS));

export const handler = queueConsumer(ports, accountMetricsMessage, (message) =>
  acceptAccountMetrics(ports, projects, message),
);
