import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { dotLocal, logFile, root } from '../../folder.ts';
import { freePort } from '../../port.ts';
import { findPython } from '../../prepare/interpreter.mjs';
import { pythonEnvironment } from '../../prepare/python-environment.mjs';
import { askGnocchi, type Gnocchi } from './gnocchi.ts';

/** A real Gnocchi that runs while it is measured. */
export interface Reference {
  readonly gnocchi: Gnocchi;
  stop(): Promise<void>;
}

/** Gnocchi's own tests set it so; by default measures wait for up to 30 seconds. */
const processingDelaySeconds = 1;
const startSeconds = 60;

/**
 * Starts Gnocchi 4.7.1 with one API worker, one metricd, file storage and a PostgreSQL of its own; undefined where the
 * machine has no PostgreSQL.
 */
export async function startReference(): Promise<Reference | undefined> {
  const postgres = programsOfPostgres();
  if (!postgres) return undefined;
  const environment = pythonEnvironment(root, 'gnocchi', findPython(root));
  if (!environment.done()) await environment.run();
  const bin = join(dotLocal, 'venv', 'gnocchi', 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'taibai-gnocchi-'));
  chmodSync(folder, 0o755);
  const started: ChildProcess[] = [];
  const start = (program: string, parameters: readonly string[], owner = {}) => {
    const log = openSync(logFile('bench', `gnocchi-${started.length}`), 'w');
    const child = spawn(program, parameters, {
      stdio: ['ignore', log, log],
      detached: true,
      ...owner,
    });
    started.push(child);
  };
  const stop = async () => {
    for (const child of started.toReversed()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [databasePort, apiPort] = [await freePort(), await freePort()];
    const owner = ownerOfDatabase();
    const database = join(folder, 'database');
    mkdirSync(database);
    if (owner) chownSync(database, owner.uid, owner.gid);
    const user = ['--auth=trust', '--username=gnocchi', '--no-sync'];
    execFileSync(join(postgres, 'initdb'), ['--pgdata', database, ...user], {
      stdio: 'ignore',
      ...owner,
    });
    const listening = [
      '-p',
      String(databasePort),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
    ];
    start(join(postgres, 'postgres'), ['-D', database, ...listening], owner);
    const configuration = join(folder, 'gnocchi.conf');
    writeFileSync(configuration, configurationIn(folder, databasePort));
    const at = ['--host=127.0.0.1', `--port=${databasePort}`, '--username=gnocchi'];
    await until(() =>
      execFileSync(join(postgres, 'createdb'), [...at, 'gnocchi'], { stdio: 'ignore' }),
    );
    execFileSync(
      join(bin, 'gnocchi-upgrade'),
      ['--config-file', configuration, '--sacks-number', '8'],
      { stdio: 'ignore' },
    );
    const serve = fileURLToPath(new URL('gnocchi-api.py', import.meta.url));
    start(join(bin, 'python'), [serve, configuration, String(apiPort)]);
    start(join(bin, 'gnocchi-metricd'), ['--config-file', configuration]);
    const gnocchi = {
      name: 'Gnocchi 4.7.1',
      url: `http://127.0.0.1:${apiPort}`,
      headers: { authorization: `Basic ${Buffer.from('admin:').toString('base64')}` },
    };
    await until(() => askGnocchi(gnocchi, 'GET', '/v1/status'));
    return { gnocchi, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const configurationIn = (folder: string, databasePort: number): string => `[DEFAULT]
coordination_url = file://${join(folder, 'coordination')}
[indexer]
url = postgresql://gnocchi@127.0.0.1:${databasePort}/gnocchi
[storage]
driver = file
file_basepath = ${join(folder, 'measures')}
[incoming]
driver = file
file_basepath = ${join(folder, 'measures')}
[api]
auth_mode = basic
[metricd]
workers = 1
metric_processing_delay = ${processingDelaySeconds}
`;

/** The folder with PostgreSQL's programs. */
function programsOfPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((each) =>
    ['initdb', 'postgres', 'createdb'].every((program) => existsSync(join(each, program))),
  );
}

/** PostgreSQL does not run as root; its package brings a user. */
function ownerOfDatabase(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: idOf('-u'), gid: idOf('-g') };
}

const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());

async function until(ready: () => unknown): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000;
  for (;;)
    try {
      // oxlint-disable-next-line no-await-in-loop -- polls
      await ready();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      // oxlint-disable-next-line no-await-in-loop -- polls
      await sleep(500);
    }
}

const graceMilliseconds = 5000;

/** Ends a process and those that it started. */
async function end(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-pid, 'SIGINT');
  const forced = setTimeout(() => process.kill(-pid, 'SIGKILL'), graceMilliseconds);
  await ended;
  clearTimeout(forced);
}
