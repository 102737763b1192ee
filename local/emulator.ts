import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binOf, root } from './folder.ts';
import { freePort } from './port.ts';
import { endProcessesOf } from './process-table.ts';

/** Whether each Lambda may do only what its role allows, as on AWS; it takes some time. */
export type Rights = 'checked' | 'unchecked';

interface Launch {
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly rights: Rights;
}

export interface Emulator {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** Resolves when the emulator is gone, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts MiniStack on a free loopback port, in a process group of its own, with everything it
 * writes under `folder`. It ends with this process, however this process ends; its log stays.
 */
export async function startEmulator(
  folder: string,
  logFile: string,
  rights: Rights = 'unchecked',
): Promise<Emulator> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const emulator = launch({ folder, logFile, port, rights });
    if (await answers(emulator)) return emulator;
    await emulator.stop();
    // Somebody else may have taken the port meanwhile.
    if (attempt === 3) throw new Error(`The emulator does not start; see ${logFile}.`);
  }
}

function launch({ folder, logFile, port, rights }: Launch): Emulator {
  // Stands in the command line of the emulator and of each Lambda it runs.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  // Lambdas are unpacked below it and would take this project's package.json, "type" and all, for theirs.
  writeFileSync(join(temporary, 'package.json'), '{}');
  const log = openSync(logFile, 'w');
  const child = spawn(
    join(binOf('emulator'), 'python'),
    [join(root, 'local', 'emulator-host.py'), temporary],
    {
      cwd: folder,
      env: settings(port, temporary, rights),
      stdio: ['pipe', log, log],
      detached: true,
    },
  );
  closeSync(log);
  // A write side that is closed early is no error of ours.
  child.stdin?.on('error', () => {});
  const ended = once(child, 'exit').then(() => {});
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      child.stdin?.end();
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
      await endProcessesOf(temporary);
    },
  };
}

/**
 * All that the emulator is told. Lambdas inherit its environment, so nothing of the developer's
 * own gets in: no credentials, no proxy. Docker is out of reach: the emulator would remove
 * containers it takes for its own. The listeners it opens unasked are off.
 */
function settings(port: number, temporary: string, rights: Rights): NodeJS.ProcessEnv {
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
    ...(rights === 'checked' && { AUTH: 'true' }),
    LOG_LEVEL: 'WARNING',
    STATE_DIR: join(temporary, 'state'),
    S3_DATA_DIR: join(temporary, 's3'),
    DOCKER_HOST: `unix://${join(temporary, 'no-docker.sock')}`,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
  };
}

async function answers({ endpoint, ended }: Emulator): Promise<boolean> {
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  for (let attempt = 0; attempt < 300 && !gone.signal.aborted; attempt++) {
    const answer = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok === true) return true;
    await sleep(100);
  }
  return false;
}
