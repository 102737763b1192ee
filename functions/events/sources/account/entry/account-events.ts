import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { eventBridgeBus } from '../../../aws/event-bus.ts';
import { powertoolsLog } from '../../../../platform/aws/log.ts';
import { s3PayloadStore } from '../../../../platform/aws/payload-store.ts';
import { sqsPostpone } from '../../../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../../../platform/aws/queue-consumer.ts';
import { s3Client } from '../../../../platform/aws/s3.ts';
import { systemClock } from '../../../../platform/node/clock.ts';
import { nodeIds } from '../../../../platform/node/ids.ts';
import { timerSleep } from '../../../../platform/node/sleep.ts';
import { acceptAccountEvent } from '../app/accept-account-event.ts';
import { accountEventMessage, accountProjects } from '../../../../contract/account-events.ts';
import { lambdas, readEnvironment } from '../../../../contract/environment.ts';

const environment = readEnvironment(lambdas['account-events'], process.env);
const queues = new SQSClient({});
const projects = accountProjects.parse(JSON.parse(environment.ACCOUNT_PROJECTS));
const ports = {
  bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
  clock: systemClock,
  ids: nodeIds,
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  log: powertoolsLog('account-events'),
  payloads: s3PayloadStore(s3Client(process.env), environment.BUCKET),
};

export const handler = queueConsumer(ports, accountEventMessage, (message) =>
  acceptAccountEvent(ports, projects, message),
);
