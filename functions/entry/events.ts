import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handle } from 'hono/aws-lambda';
import { documentClient } from '../adapters/aws/dynamo.ts';
import { eventBridgeBus } from '../adapters/aws/event-bus.ts';
import { powertoolsLog } from '../adapters/aws/log.ts';
import { s3PayloadStore } from '../adapters/aws/payload-store.ts';
import { publisherGateOf } from '../adapters/aws/publisher-gate.ts';
import { gatewaySource } from '../adapters/aws/source.ts';
import { systemClock } from '../adapters/node/clock.ts';
import { secretsManagerVault } from '../adapters/aws/vault.ts';
import { nodeIds } from '../adapters/node/ids.ts';
import { timerSleep } from '../adapters/node/sleep.ts';
import { telemetrySignatures } from '../adapters/node/telemetry-signatures.ts';
import { lambdas, readEnvironment } from '../contract/environment.ts';
import { eventsApp } from '../http/events/app.ts';

const environment = readEnvironment(lambdas.events, process.env);
const secretArn = environment.TELEMETRY_SECRET_ARN;
const secret =
  secretArn && (await secretsManagerVault(new SecretsManagerClient({})).read(secretArn));

export const handler = handle(
  eventsApp({
    authenticator: publisherGateOf(environment, documentClient()),
    bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
    clock: systemClock,
    ids: nodeIds,
    log: powertoolsLog('events'),
    payloads: s3PayloadStore(new S3Client({}), environment.BUCKET),
    sourceOf: gatewaySource,
    signatures: secret ? telemetrySignatures(secret) : undefined,
  }),
);
