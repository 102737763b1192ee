import { SQSClient } from '@aws-sdk/client-sqs';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { lookMessage } from '../../contract/look-message.ts';
import { sqsExecutionQueue } from '../../engine/aws/execution-queue.ts';
import { windowsForAlarms } from '../../metrics/entry/for-alarms.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { dynamoAlarmStore } from '../aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../aws/delivery-queue.ts';
import { dynamoTransitionStore } from '../aws/transition-store.ts';
import { lookAtAlarm } from '../app/looks/look-at-alarm.ts';
import { measureSources } from './measure-sources.ts';
import { looksElsewhereOf, measureAlarmsIn, watchPorts } from './measures.ts';

const environment = readEnvironment(lambdas.looker, process.env);
const tables = documentClient();
const queues = new SQSClient({});
const objects = s3Client(process.env);
const alarms = measureAlarmsIn(environment);
const watching = watchPorts(environment, { queues, tables });
if (!alarms || !watching) throw new Error('the looker has no settings');
const ports = {
  ...watching,
  alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  elsewhere: looksElsewhereOf(environment, queues),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  ids: nodeIds,
  log: powertoolsLog('looker'),
  manner: alarms,
  payloads: s3PayloadStore(objects, environment.BUCKET),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  settings: { publicUrl: environment.PUBLIC_URL },
  sleep: timerSleep,
  sources: {
    ...measureSources(environment, alarms),
    ...(alarms.metrics && {
      windows: windowsForAlarms(tables, objects, {
        index: environment.METRIC_INDEX_TABLE,
        measures: environment.MEASURES_TABLE,
        bucket: environment.BUCKET,
      }),
    }),
  },
  transitions: dynamoTransitionStore(tables, environment.ALARMS_TABLE),
};

export const handler = queueConsumer(ports, lookMessage, ({ projectId, alarmId, until }) =>
  lookAtAlarm(ports, { projectId, id: alarmId }, until),
);
