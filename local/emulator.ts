import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binOf, root } from './folder.ts';
import { freePort } from './port.ts';
import { endProcessesOf } from './process-table.ts';
import { type LocalPython, preparePythons } from './pythons.ts';

/** Whether the emulator enforces the Lambdas' roles as AWS does, which makes it slower. */
export type Permissions = 'checked' | 'unchecked';

interface Launch {
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly permissions: Permissions;
  readonly kept: string | undefined;
}

export interface Emulator {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The Pythons that users' functions can run on, oldest first. */
  readonly pythons: readonly LocalPython[];
  /** Resolves when the emulator has ended, whether it was stopped or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly permissions?: Permissions | undefined;
  /** The folder that its state is read from and written to; without it, nothing is kept. */
  readonly kept?: string | undefined;
}

/**
 * Starts MiniStack on a free loopback port, in a process group of its own. It writes only under `folder`
 * and to its log, and it ends when this process ends, even if this process crashes.
 */
export async function startEmulator(
  folder: string,
  logFile: string,
  { permissions = 'unchecked', kept }: EmulatorOptions = {},
): Promise<Emulator> {
  const pythons = await preparePythons(join(folder, 'tmp', 'pythons'));
  if (pythons.length === 0) throw new Error('No Python of this machine can run functions.');
  for (let attempt = 1; ; attempt++) {
    const port = (kept && keptPort(kept)) || (await freePort());
    const emulator = { ...launch({ folder, logFile, port, permissions, kept }), pythons };
    if (await becomesReady(emulator)) {
      if (kept) keepPort(kept, port);
      return emulator;
    }
    await emulator.stop();
    // Another process may have taken the port meanwhile.
    if (attempt === 3) throw new Error(`The emulator does not start; see ${logFile}.`);
  }
}

/** What is kept names the port: the URLs of queues contain it. */
const portFile = (kept: string): string => join(kept, 'port');

function keptPort(kept: string): number | undefined {
  return existsSync(portFile(kept)) ? Number(readFileSync(portFile(kept), 'utf8')) : undefined;
}

function keepPort(kept: string, port: number): void {
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  writeFileSync(portFile(kept), String(port));
}

function launch({ folder, logFile, port, permissions, kept }: Launch): Omit<Emulator, 'pythons'> {
  // Is part of the command line of the emulator and of every Lambda, which is how their processes are found.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  // Lambdas are unpacked below it, and without this file they would use this project's package.json.
  writeFileSync(join(temporary, 'package.json'), '{}');
  const log = openSync(logFile, 'w');
  const child = spawn(
    join(binOf('emulator'), 'python'),
    [join(root, 'local', 'emulator-host.py'), temporary],
    {
      cwd: folder,
      env: settings({ port, temporary, permissions, kept }),
      stdio: ['pipe', log, log],
      detached: true,
    },
  );
  closeSync(log);
  // Writing to an emulator that has already ended is not an error.
  child.stdin?.on('error', () => {});
  const ended = once(child, 'exit').then(() => {});
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      child.stdin?.end();
      await Promise.race([ended, sleep(kept ? 40_000 : 5000, undefined, { ref: false })]);
      await endProcessesOf(temporary);
    },
  };
}

/**
 * The emulator's whole environment. Lambdas inherit it, so it contains nothing of the developer's own:
 * no credentials, no proxy. Docker is made unreachable, because the emulator would remove containers
 * that it takes for its own. Listeners that nobody needs are off.
 */
function settings({
  port,
  temporary,
  permissions,
  kept,
}: Omit<Launch, 'folder' | 'logFile'> & { readonly temporary: string }): NodeJS.ProcessEnv {
  const state = kept ?? temporary;
  return {
    PATH: [binOf('emulator'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    HOME: temporary,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_REGION: 'us-east-1',
    LAMBDA_EXECUTOR: 'local',
    ...(permissions === 'checked' && { AUTH: 'true' }),
    LOG_LEVEL: 'WARNING',
    STATE_DIR: join(state, 'state'),
    S3_DATA_DIR: join(state, 's3'),
    ...(kept !== undefined && { PERSIST_STATE: '1', S3_PERSIST: '1' }),
    DOCKER_HOST: `unix://${join(temporary, 'no-docker.sock')}`,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
  };
}

async function becomesReady({ endpoint, ended }: Omit<Emulator, 'pythons'>): Promise<boolean> {
  const end = new AbortController();
  void ended.then(() => end.abort());
  for (let attempt = 0; attempt < 300 && !end.signal.aborted; attempt++) {
    const answer = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok === true) return true;
    await sleep(100);
  }
  return false;
}
