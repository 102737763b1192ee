import { SQSClient } from '@aws-sdk/client-sqs';
import { readEventStorage } from '../../contract/event-storage.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { archiveMessage } from '../../contract/message.ts';
import { batching } from '../../platform/aws/batching.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { eventArchiver } from '../app/log/archive-events.ts';
import { readArrival } from '../app/log/read-arrival.ts';
import { dynamoEventStores } from '../aws/log/event-stores.ts';

const environment = readEnvironment(lambdas.archiver, process.env);
const queues = new SQSClient({});
const payloads = s3PayloadStore(s3Client(process.env), environment.BUCKET);
const ports = {
  clock: systemClock,
  log: powertoolsLog('archiver'),
  payloads,
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  storage: readEventStorage(environment.EVENT_STORAGE),
  ...dynamoEventStores(documentClient(), environment.EVENTS_TABLE, {
    clock: systemClock,
    payloads,
  }),
};

/** As many as a batch of the queue has. */
const archive = batching(eventArchiver(ports), 100);

export const handler = queueConsumer(ports, archiveMessage, async (message) => {
  // What an operator replays was stored when it was accepted.
  if (message['replay-name'] === undefined) await archive(await readArrival(ports, message));
});
