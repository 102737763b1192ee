import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { eventBridgeBus } from '../aws/event-bus.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { lambdaObjectPlace, s3PayloadWriter } from '../../platform/aws/payload-writer.ts';
import { publisherGateOf } from '../../identity/entry/publisher-gate.ts';
import { gatewaySource } from '../../platform/http/gateway-source.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { telemetrySignatures } from '../sources/ceilometer/node/telemetry-signatures.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { candidateFinder } from '../app/candidates.ts';
import { dynamoCandidateRows } from '../aws/candidate-rows.ts';
import { eventsApp } from '../http/app.ts';

const environment = readEnvironment(lambdas.events, process.env);
const secretArn = environment.TELEMETRY_SECRET_ARN;
/** A sixteenth of the function's memory. What does not fit is read again. */
const candidateBytes = 64 * 1024 * 1024;

const tables = documentClient();
const log = powertoolsLog('events');
const secret =
  secretArn && (await secretsManagerVault(new SecretsManagerClient({})).read(secretArn));

export const handler = gatewayHandler(
  eventsApp({
    authenticator: publisherGateOf(environment, tables),
    bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
    clock: systemClock,
    ids: nodeIds,
    log,
    payloads: s3PayloadWriter(lambdaObjectPlace(environment.BUCKET, process.env)),
    sharers: {
      candidates: candidateFinder(
        dynamoCandidateRows(tables, environment.ALARMS_TABLE),
        candidateBytes,
      ),
      log,
    },
    sourceOf: gatewaySource,
    signatures: secret ? telemetrySignatures(secret) : undefined,
  }),
  { cookies: environment.CONSOLE === 'true' },
);
