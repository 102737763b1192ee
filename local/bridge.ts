// `npm run bridge`: forwards notifications from RabbitMQ to the bus that the environment names, or else to
// the running local stack. docs/events.md describes the settings.
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { awsEnvironment } from './aws-environment.ts';
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
await import('../functions/events/sources/broker/entry/bridge.ts');
