import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsDeliveryQueue } from '../aws/delivery-queue.ts';
import { dynamoDeliverySignings } from '../aws/delivery-signings.ts';
import { dynamoDeliveryStore } from '../aws/delivery-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { sqsPostpone } from '../../platform/aws/postpone.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { sqsPutAside } from '../../platform/aws/put-aside.ts';
import { queueConsumer } from '../../platform/aws/queue-consumer.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { trustTokensOf } from '../../identity/entry/trusts.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { nodePoster } from '../node/poster.ts';
import { deliverActions } from '../app/deliveries/deliver-actions.ts';
import { derivingSigner } from '../node/signer.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { deliveryMessage } from '../../contract/message.ts';
import { networksOf } from '../core/delivery/address-guard.ts';

const environment = readEnvironment(lambdas.notifier, process.env);
const queues = new SQSClient({});
const tables = documentClient();
/** What a batch of messages reads shares requests, whatever it is. */
const readRow = rowReader(tables, environment.ALARMS_TABLE);
const keys = parameterVault(lambdaPlace(process.env));
const ports = {
  clock: systemClock,
  ids: nodeIds,
  log: powertoolsLog('notifier'),
  payloads: s3PayloadStore(s3Client(process.env), environment.BUCKET),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  putAside: sqsPutAside(queues, environment.DEAD_LETTER_QUEUE_URL),
  deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE, readRow),
  deliverySignings: dynamoDeliverySignings(tables, environment.ALARMS_TABLE, readRow),
  signer: derivingSigner(() => keys.read(environment.DELIVERY_KEY_PARAMETER)),
  settings: { publicUrl: environment.PUBLIC_URL },
  trustTokens: trustTokensOf(environment),
  poster: nodePoster({ allowedNetworks: networksOf(environment.ALLOWED_NETWORKS) }),
};

export const handler = queueConsumer(ports, deliveryMessage, (message) =>
  deliverActions(ports, message),
);
