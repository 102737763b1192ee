import { SQSClient } from '@aws-sdk/client-sqs';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { backtestMessage } from '../../contract/message.ts';
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
import { continueBacktest } from '../app/backtest/continue-backtest.ts';
import { dynamoAlarmHistory } from '../aws/alarm-history.ts';
import { sqsBacktestQueue } from '../aws/backtest-queue.ts';
import { dynamoBacktests } from '../aws/backtest-store.ts';
import { dynamoTransitionStore } from '../aws/transition-store.ts';

const environment = readEnvironment(lambdas.backtester, process.env);
const { ALARMS_TABLE: alarms } = environment;
const queues = new SQSClient({});
const tables = documentClient();
const payloads = s3PayloadStore(s3Client(process.env), environment.BUCKET);
const ports = {
  alarmHistory: dynamoAlarmHistory(tables, alarms),
  backtests: dynamoBacktests(tables, alarms, systemClock),
  backtestQueue: sqsBacktestQueue(queues, environment.BACKTESTS_QUEUE_URL),
  clock: systemClock,
  ids: nodeIds,
  log: powertoolsLog('backtester'),
  payloads,
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  storedEvents: dynamoProjectEvents(tables, environment.EVENTS_TABLE, {
    clock: systemClock,
    payloads,
    storage: environment.EVENT_STORAGE,
  }),
  transitions: dynamoTransitionStore(tables, alarms),
};

export const handler = queueConsumer(ports, backtestMessage, (message) =>
  continueBacktest(ports, message),
);
