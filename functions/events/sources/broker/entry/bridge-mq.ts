import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { eventBridgeBus } from '../../../aws/event-bus.ts';
import { powertoolsLog } from '../../../../platform/aws/log.ts';
import { s3PayloadStore } from '../../../../platform/aws/payload-store.ts';
import { sqsPoison } from '../aws/poison-queue.ts';
import { s3Client } from '../../../../platform/aws/s3.ts';
import { secretsManagerVault } from '../../../../platform/aws/vault.ts';
import { systemClock } from '../../../../platform/node/clock.ts';
import { nodeIds } from '../../../../platform/node/ids.ts';
import { timerSleep } from '../../../../platform/node/sleep.ts';
import { telemetrySignatures } from '../../ceilometer/node/telemetry-signatures.ts';
import { carryBrokerEvent } from '../app/carry-broker-event.ts';
import { lambdas, readEnvironment } from '../../../../contract/environment.ts';
import { brokerEvent } from '../../../../contract/broker-event.ts';

const environment = readEnvironment(lambdas['bridge-mq'], process.env);
const secretArn = environment.TELEMETRY_SECRET_ARN;
const secret =
  secretArn && (await secretsManagerVault(new SecretsManagerClient({})).read(secretArn));
const ports = {
  bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
  clock: systemClock,
  ids: nodeIds,
  log: powertoolsLog('bridge-mq'),
  payloads: s3PayloadStore(s3Client(process.env), environment.BUCKET),
  poison: sqsPoison(new SQSClient({}), environment.POISON_QUEUE_URL),
  signatures: secret ? telemetrySignatures(secret) : undefined,
};

/** Amazon MQ has no partial failures: a batch succeeds or is redelivered as a whole. */
export const handler = (event: unknown): Promise<void> =>
  carryBrokerEvent(ports, brokerEvent.parse(event));
