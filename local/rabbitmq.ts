import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { dotLocal } from './folder.ts';
import { freePort } from './port.ts';

/** A RabbitMQ node on loopback that writes only to its folder. */
export interface RabbitMq {
  /** For `amqp://guest:guest@127.0.0.1:<port>`; stays the same when the node restarts. */
  readonly port: number;
  start(): Promise<void>;
  /** Stops the node gracefully: durable messages are saved. */
  stop(): Promise<void>;
  /** Kills the node, as a power failure would. */
  kill(): Promise<void>;
  /** Kills the node and its port mapper. */
  remove(): Promise<void>;
}

const unpacked = join(dotLocal, 'rabbitmq');

/** Written by the preparation (`local/prepare/rabbitmq`), relative to the folder. */
const places = z.object({ server: z.string(), erlang: z.string(), mapper: z.string() });
const placesFile = join(unpacked, 'places.json');

/** The path of a part of RabbitMQ. */
const placeOf = (part: keyof z.infer<typeof places>): string =>
  join(unpacked, places.parse(JSON.parse(readFileSync(placesFile, 'utf8')))[part]);

/** Whether RabbitMQ is there. Throws in CI if it is not. */
export function hasRabbitMq(): boolean {
  const installed = existsSync(placesFile);
  if (!installed && process.env['CI'] === 'true') throw new Error('RabbitMQ is missing');
  return installed;
}

/** Prepares a node in `folder`, which is then started with `start`. */
export async function rabbitMqNode(folder: string): Promise<RabbitMq> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const names = { port, distribution: await freePort(), mapper: await freePort() };
  writeFileSync(join(folder, 'rabbitmq.conf'), configuration(port));
  // If the node started Erlang's port mapper itself, it would listen on all interfaces and stay behind.
  const mapper = spawn(
    placeOf('mapper'),
    ['-address', '127.0.0.1', '-port', String(names.mapper)],
    { stdio: 'ignore' },
  );
  let node: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    if (!node?.pid || node.exitCode !== null) return;
    const ended = once(node, 'exit');
    const pid = erlangPid(folder);
    if (pid !== undefined) signalTo(pid, signal);
    else signalTo(-node.pid, signal);
    await ended;
    signalTo(-node.pid, 'SIGKILL');
    node = undefined;
  };
  return {
    port,
    async start() {
      node = launch(folder, names);
      await untilReady(folder, port, node);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async remove() {
      await end('SIGKILL');
      mapper.kill('SIGKILL');
    },
  };
}

const configuration = (port: number): string =>
  [
    `listeners.tcp.1 = 127.0.0.1:${port}`,
    'log.console = true',
    'log.file = false',
    'vm_memory_high_watermark.absolute = 1GB',
    'disk_free_limit.absolute = 50MB',
    '',
  ].join('\n');

function launch(
  folder: string,
  ports: { readonly distribution: number; readonly mapper: number },
): ChildProcess {
  const log = openSync(join(folder, 'rabbitmq.log'), 'a');
  const child = spawn(join(placeOf('server'), 'sbin', 'rabbitmq-server'), [], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: [placeOf('erlang'), '/usr/bin', '/bin'].join(':'),
      HOME: folder,
      LANG: 'C.UTF-8',
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(ports.mapper),
      RABBITMQ_HOME: placeOf('server'),
      RABBITMQ_NODENAME: 'taibai@localhost',
      RABBITMQ_DIST_PORT: String(ports.distribution),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
        '-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false',
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_PID_FILE: join(folder, 'pid'),
    },
  });
  closeSync(log);
  return child;
}

function erlangPid(folder: string): number | undefined {
  const file = join(folder, 'pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined;
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}

async function untilReady(folder: string, port: number, node: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && node.exitCode === null; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- polling
    if (await responds(port)) return;
    // oxlint-disable-next-line no-await-in-loop -- polling
    await sleep(100);
  }
  throw new Error(
    `RabbitMQ does not start:\n${readFileSync(join(folder, 'rabbitmq.log'), 'utf8')}`,
  );
}

/** Whether the broker responds to the protocol header of a client. */
const responds = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('AMQP\0\0\x09\x01'));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
