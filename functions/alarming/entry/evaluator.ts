import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAlarmStore } from '../aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../aws/delivery-queue.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { dynamoHitRecords } from '../aws/hit-records.ts';
import { sqsHitQueue } from '../aws/hit-queue.ts';
import { dynamoTransitionStore } from '../aws/transition-store.ts';
import { dynamoFormerSharers } from '../aws/former-sharers.ts';
import { candidateFinder } from '../../events/app/candidates.ts';
import { dynamoCandidateRows } from '../../events/aws/candidate-rows.ts';
import { sqsExecutionQueue } from '../../engine/aws/execution-queue.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { lazyPayloadStore } from '../../platform/aws/lazy-payload-store.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { evaluateHit } from '../app/decisions/evaluate-hit.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { hitMessage } from '../../contract/message.ts';

/** An eighth of the function's memory. What does not fit is read again. */
const candidateBytes = 128 * 1024 * 1024;

const environment = readEnvironment(lambdas.evaluator, process.env);
const queues = new SQSClient({});
const tables = documentClient();
const ports = {
  alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
  candidates: candidateFinder(
    dynamoCandidateRows(tables, environment.ALARMS_TABLE),
    candidateBytes,
  ),
  clock: systemClock,
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  executionQueue: sqsExecutionQueue(queues, environment.EXECUTIONS_QUEUE_URL),
  hitRecords: dynamoHitRecords(tables, environment.ALARMS_TABLE),
  hitQueue: sqsHitQueue(queues, environment.HITS_QUEUE_URL),
  ids: nodeIds,
  log: powertoolsLog('evaluator'),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  payloads: lazyPayloadStore(process.env, environment.BUCKET),
  formerSharers: dynamoFormerSharers(tables, environment.ALARMS_TABLE),
  settings: { publicUrl: environment.PUBLIC_URL },
  sleep: timerSleep,
  transitions: dynamoTransitionStore(tables, environment.ALARMS_TABLE),
};

export const handler = queueConsumer(ports, hitMessage, (hit, sentAt) =>
  evaluateHit(ports, hit, sentAt),
);
