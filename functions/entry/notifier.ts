import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsDeliveryQueue } from '../adapters/aws/delivery-queue.ts';
import { dynamoDeliverySignings } from '../adapters/aws/delivery-signings.ts';
import { dynamoDeliveryStore } from '../adapters/aws/delivery-store.ts';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { s3PayloadStore } from '../adapters/aws/payload-store.ts';
import { sqsPostpone } from '../adapters/aws/postpone.ts';
import { queueConsumer } from '../adapters/aws/queue-consumer.ts';
import { s3Client } from '../adapters/aws/s3.ts';
import { trustsOf } from '../adapters/aws/trusts.ts';
import { secretsManagerVault } from '../adapters/aws/vault.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { nodePoster } from '../adapters/node/poster.ts';
import { deliverActions } from '../app/deliveries/deliver-actions.ts';
import { derivingSigner } from '../adapters/node/signer.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';
import { deliveryMessage } from '../contract/message.ts';
import { networksOf } from '../core/address-guard.ts';

const environment = readEnvironment(lambdas.notifier, process.env);
const queues = new SQSClient({});
const tables = documentClient();
const vault = secretsManagerVault(new SecretsManagerClient({}));
const ports = {
  clock: systemClock,
  ids: nodeIds,
  log: powertoolsLog('notifier'),
  payloads: s3PayloadStore(s3Client(), environment.BUCKET),
  deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
  postpone: sqsPostpone(queues, environment.SOURCE_QUEUE_URL, systemClock),
  deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
  deliverySignings: dynamoDeliverySignings(tables, environment.ALARMS_TABLE),
  signer: derivingSigner(() => vault.read(environment.DELIVERY_KEY_SECRET_ARN)),
  settings: { publicUrl: environment.PUBLIC_URL },
  trusts: trustsOf(environment),
  poster: nodePoster({ allowedNetworks: networksOf(environment.ALLOWED_NETWORKS) }),
};

export const handler = queueConsumer(ports, deliveryMessage, (message) =>
  deliverActions(ports, message),
);
