import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { replayMessage } from '../../contract/message.ts';
import { sqsExecutionQueue } from '../../engine/aws/execution-queue.ts';
import { eventBridgeBus } from '../../events/aws/event-bus.ts';
import { dynamoProjectEvents } from '../../events/aws/log/project-events.ts';
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
import { continueReplay } from '../app/replay/run-replay.ts';
import { dynamoAlarmStore } from '../aws/alarm-store.ts';
import { sqsHitQueue } from '../aws/hit-queue.ts';
import { sqsReplayQueue } from '../aws/replay-queue.ts';
import { dynamoReplays } from '../aws/replay-store.ts';

const environment = readEnvironment(lambdas.replayer, process.env);
const { ALARMS_TABLE: alarms } = environment;
const queues = new SQSClient({});
const tables = documentClient();
const payloads = s3PayloadStore(s3Client(process.env), environment.BUCKET);
const ports = {
  alarms: dynamoAlarmStore(tables, alarms),
  clock: systemClock,
  copyBus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  hitQueue: sqsHitQueue(queues, environment.HITS_QUEUE_URL),
  ids: nodeIds,
  log: powertoolsLog('replayer'),
  payloads,
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  replays: dynamoReplays(tables, alarms, systemClock),
  replayQueue: sqsReplayQueue(queues, environment.REPLAYS_QUEUE_URL),
  sleep: timerSleep,
  storedEvents: dynamoProjectEvents(tables, environment.EVENTS_TABLE, {
    clock: systemClock,
    payloads,
    storage: environment.EVENT_STORAGE,
  }),
};

export const handler = queueConsumer(ports, replayMessage, (message) =>
  continueReplay(ports, message),
);
