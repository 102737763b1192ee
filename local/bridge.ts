// `npm run bridge`: forwards notifications from RabbitMQ to the bus that the environment names, or else to
// the running local stack. docs/events.md describes the settings.
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { awsEnvironment } from './aws-environment.ts';
import { brokersOf } from '../functions/events/sources/broker/core/transport-url.ts';
import { ownerOf, stackFile } from './run-folder.ts';

const stack = z.object({ endpoint: z.string(), outputs: z.record(z.string(), z.string()) });

if (process.env['EVENT_BUS'] === undefined && ownerOf('up') && existsSync(stackFile('up'))) {
  const { endpoint, outputs } = stack.parse(JSON.parse(readFileSync(stackFile('up'), 'utf8')));
  Object.assign(process.env, awsEnvironment(endpoint), {
    EVENT_BUS: outputs['EventBusName'],
    BUCKET: outputs['BucketName'],
  });
  console.log(`[bridge] forwards to the local stack (${endpoint})`);
}
const url = process.env['BRIDGE_TRANSPORT_URL'];
const problem =
  process.env['EVENT_BUS'] === undefined
    ? 'No local stack is up, and EVENT_BUS is not set. Run npm run up, or set EVENT_BUS and BUCKET.'
    : url === undefined && process.env['BRIDGE_TRANSPORT_URL_FILE'] === undefined
      ? 'BRIDGE_TRANSPORT_URL is not set: rabbit://USER:PASSWORD@HOST:5672/'
      : undefined;
if (problem !== undefined) {
  console.error(`[bridge] ${problem}`);
  process.exit(2);
}
try {
  if (url !== undefined) brokersOf(url.trim());
} catch (error) {
  console.error(
    `[bridge] BRIDGE_TRANSPORT_URL: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(2);
}
await import('../functions/events/sources/broker/entry/bridge.ts');
