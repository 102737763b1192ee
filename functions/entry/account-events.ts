import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { eventBridgeBus } from '../adapters/aws/event-bus.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { s3PayloadStore } from '../adapters/aws/payload-store.ts';
import { sqsPostpone } from '../adapters/aws/postpone.ts';
import { queueConsumer } from '../adapters/aws/queue-consumer.ts';
import { s3Client } from '../adapters/aws/s3.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { timerSleep } from '../adapters/node/sleep.ts';
import { takeAccountEvent } from '../app/sources/take-account-event.ts';
import { accountEventMessage, accountProjects } from '../contract/account-events.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';

const environment = readEnvironment(lambdas['account-events'], process.env);
const projects = accountProjects.parse(JSON.parse(environment.ACCOUNT_PROJECTS));
const ports = {
  bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
  clock: systemClock,
  ids: nodeIds,
  postpone: sqsPostpone(new SQSClient({}), environment.SOURCE_QUEUE_URL, systemClock),
  log: powertoolsLog('account-events'),
  payloads: s3PayloadStore(s3Client(), environment.BUCKET),
};

export const handler = queueConsumer(ports, accountEventMessage, (message) =>
  takeAccountEvent(ports, projects, message),
);
