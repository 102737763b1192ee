// `npm run bench:bridge`: notifications per second from a real RabbitMQ, and the bridge's memory over
// 100,000 messages. By default a stub bus accepts everything at once, so that only the bridge is measured;
// `-- --emulator` uses a bus of the emulator instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { connect } from 'amqplib';
import { buildSync } from 'esbuild';
import { awsEnvironment } from '../aws-environment.ts';
import { startEmulator } from '../emulator.ts';
import { dotLocal, logFile, root } from '../folder.ts';
import { hasRabbitMq, rabbitMqNode } from '../rabbitmq.ts';
import { startStubBus } from './stub-bus.ts';

const onEmulator = process.argv.includes('--emulator');
const messages = onEmulator ? 5000 : 100_000;
const binding = { exchange: 'bench', routingKey: 'alarm.all.sample' };
const folder = join(dotLocal, 'run', `bench-bridge-${process.pid}`);

/** A Ceilometer event of typical size, in oslo.messaging's envelope 2.0. */
function message(index: number): Buffer {
  const notification = {
    message_id: `n${index}`,
    publisher_id: 'telemetry.publisher.host-1',
    event_type: 'event',
    priority: 'SAMPLE',
    timestamp: '2026-11-23 03:00:00.123456',
    payload: [
      {
        message_id: `ba2b30a0-1b14-4ad4-9a66-${String(index).padStart(12, '0')}`,
        event_type: 'compute.instance.create.end',
        generated: '2026-11-23T03:00:00.123456',
        traits: [
          ['service', 1, 'compute'],
          ['request_id', 1, 'req-5d2e5bd7-8d5f-4f4c-9f1f-4a9c5a3a4d8b'],
          ['project_id', 1, '360d69d06890407eab1a44573c1f3776'],
          ['tenant_id', 1, '360d69d06890407eab1a44573c1f3776'],
          ['instance_id', 1, 'ba2b30a0-1b14-4ad4-9a66-f24ece912cad'],
          ['display_name', 1, 'new_instance'],
          ['host', 1, 'host-1'],
          ['state', 1, 'active'],
          ['memory_mb', 2, 512],
          ['vcpus', 2, 1],
          ['launched_at', 4, '2026-11-23T03:00:00'],
        ],
        raw: {},
      },
    ],
  };
  return Buffer.from(
    JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(notification) }),
  );
}

/** Fills the queue before the bridge starts, so that only the bridge is measured. */
async function fill(port: number): Promise<void> {
  const connection = await connect(`amqp://guest:guest@127.0.0.1:${port}`);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(binding.exchange, 'topic', { durable: true });
  await channel.assertQueue('taibai', {
    durable: true,
    arguments: { 'x-queue-type': 'classic' },
  });
  await channel.bindQueue('taibai', binding.exchange, binding.routingKey);
  for (let index = 0; index < messages; index += 1) {
    channel.publish(binding.exchange, binding.routingKey, message(index));
    if (index % 2000 === 1999) await channel.waitForConfirms();
  }
  await channel.waitForConfirms();
  await connection.close();
}

interface Report {
  readonly at: number;
  readonly messages: number;
  readonly residentBytes: number;
}

/** Bundles the bridge like its container image. */
function bundleBridge(): string {
  const outfile = join(folder, 'bridge.mjs');
  buildSync({
    absWorkingDir: root,
    entryPoints: ['functions/events/sources/broker/entry/bridge.ts'],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
}

/** Runs the bridge until it has forwarded everything; returns its reports. */
async function forwardAll(endpoint: string, port: number): Promise<readonly Report[]> {
  const child = spawn(process.execPath, [bundleBridge()], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...awsEnvironment(endpoint),
      EVENT_BUS: 'bench',
      BUCKET: 'bench',
      BRIDGE_TRANSPORT_URL: `rabbit://guest:guest@127.0.0.1:${port}/`,
      BRIDGE_BINDINGS: `${binding.exchange}:${binding.routingKey}`,
      BRIDGE_DURABLE_EXCHANGES: 'true',
      BRIDGE_REPORT_SECONDS: '1',
    },
  });
  const reports: Report[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const entry: { message: string } & Omit<Report, 'at'> = JSON.parse(line);
      if (entry.message === 'carried') reports.push({ ...entry, at: performance.now() });
    }
  });
  while ((reports.at(-1)?.messages ?? 0) < messages) await sleep(200);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return reports;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

function print(reports: readonly Report[]): void {
  const busy = reports.filter((report, i) => report.messages > (reports[i - 1]?.messages ?? 0));
  const [first, last] = [busy[0], busy.at(-1)];
  if (!first || !last) throw new Error('the bridge reported nothing');
  const rate = (last.messages - first.messages) / ((last.at - first.at) / 1000);
  console.log(
    `${onEmulator ? 'emulator' : 'stub bus'}: ${messages} notifications, ${rate.toFixed(0)} per second`,
  );
  const marks = [0.1, 0.25, 0.5, 0.75, 1].map((part) =>
    busy.find((report) => report.messages >= part * messages),
  );
  console.log(
    `memory: ${marks.map((mark) => (mark ? `${mark.messages}: ${megabytes(mark.residentBytes)}` : '')).join(', ')}`,
  );
}

if (!hasRabbitMq()) throw new Error('RabbitMQ is missing');
mkdirSync(folder, { recursive: true });
const rabbit = await rabbitMqNode(folder);
const bus = onEmulator
  ? await startEmulator(folder, logFile('bench', 'emulator'))
  : await startStubBus();
try {
  if (onEmulator) {
    Object.assign(process.env, awsEnvironment(bus.endpoint));
    await new EventBridgeClient({}).send(new CreateEventBusCommand({ Name: 'bench' }));
  }
  await rabbit.start();
  await fill(rabbit.port);
  print(await forwardAll(bus.endpoint, rabbit.port));
} finally {
  await rabbit.remove();
  await bus.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
