import { readFileSync } from 'node:fs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { amqpBroker } from '../amqp/broker.ts';
import { eventBridgeBus } from '../../../aws/event-bus.ts';
import { powertoolsLog } from '../../../../platform/aws/log.ts';
import { s3PayloadStore } from '../../../../platform/aws/payload-store.ts';
import { s3Client } from '../../../../platform/aws/s3.ts';
import { definitionsOfYaml } from '../../ceilometer/node/event-definitions.ts';
import { systemClock } from '../../../../platform/node/clock.ts';
import { nodeIds } from '../../../../platform/node/ids.ts';
import { timerSleep } from '../../../../platform/node/sleep.ts';
import { telemetrySignatures } from '../../ceilometer/node/telemetry-signatures.ts';
import { runBridge } from '../app/run-bridge.ts';
import { bridgeEnvironment } from '../../../../contract/bridge-environment.ts';
import { brokersOf } from '../core/transport-url.ts';

const parsed = bridgeEnvironment.safeParse(process.env);
if (!parsed.success) {
  console.error(`The bridge's environment is not valid:\n${z.prettifyError(parsed.error)}`);
  process.exit(2);
}
const environment = parsed.data;
const content = (file: string): string => readFileSync(file, 'utf8');
const { BRIDGE_TRANSPORT_URL_FILE: urlFile, BRIDGE_TELEMETRY_SECRET_FILE: secretFile } =
  environment;
const transportUrl = urlFile === undefined ? environment.BRIDGE_TRANSPORT_URL : content(urlFile);
const log = powertoolsLog('bridge');

const bridge = runBridge(
  {
    broker: amqpBroker({
      brokers: brokersOf(transportUrl?.trim() ?? ''),
      prefetch: environment.BRIDGE_PREFETCH,
      queue: environment.BRIDGE_QUEUE,
      queueType: environment.BRIDGE_QUEUE_TYPE,
      bindings: environment.BRIDGE_BINDINGS,
      durableExchanges: environment.BRIDGE_DURABLE_EXCHANGES,
    }),
    bus: eventBridgeBus(new EventBridgeClient({}), environment.EVENT_BUS, timerSleep),
    clock: systemClock,
    ids: nodeIds,
    log,
    payloads: s3PayloadStore(s3Client(process.env), environment.BUCKET),
    signatures:
      secretFile === undefined ? undefined : telemetrySignatures(content(secretFile).trim()),
    sleep: timerSleep,
  },
  {
    definitions: environment.BRIDGE_EVENT_DEFINITIONS
      ? definitionsOfYaml(content(environment.BRIDGE_EVENT_DEFINITIONS))
      : [],
    batch: environment.BRIDGE_BATCH,
    lanes: environment.BRIDGE_LANES,
  },
);

const report = () =>
  log.info('carried', { ...bridge.counts(), residentBytes: process.memoryUsage().rss });
setInterval(report, environment.BRIDGE_REPORT_SECONDS * 1000).unref();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, bridge.stop);
await bridge.ended;
report();
process.exit(0);
