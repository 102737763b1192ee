import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root } from '../../folder.ts';
import { run } from '../../program.ts';

const scripts = join(root, 'local', 'test', 'warm-clients');

export interface WarmClients {
  /** A folder with the same programs as the environment's own. */
  readonly bin: string;
  stop(): Promise<void>;
}

interface Place {
  /** The folder with the real programs of a Python environment. */
  readonly bin: string;
  /** A new folder for what is written. */
  readonly folder: string;
  /** The home folder of the commands that run warm. */
  readonly home: string;
}

/** The variables with which `test/support/local-stack.ts` finds the clients. */
type ClientVariables = Readonly<Record<'TAIBAI_CLIENTS' | 'TAIBAI_CLIENTS_3', string>>;

/** Runs a task while the clients of both environments are warm. */
export async function withWarmClients<T>(
  { folder, home }: Pick<Place, 'folder' | 'home'>,
  task: (variables: ClientVariables) => Promise<T>,
): Promise<T> {
  mkdirSync(home, { recursive: true });
  const start = (name: 'clients' | 'clients-3') =>
    startWarmClients({ bin: binOf(name), folder: join(folder, name), home });
  const newest = await start('clients');
  const third = await start('clients-3');
  try {
    return await task({ TAIBAI_CLIENTS: newest.bin, TAIBAI_CLIENTS_3: third.bin });
  } finally {
    await Promise.all([newest.stop(), third.stop()]);
  }
}

/**
 * Starts a process that has the clients of an environment imported, so that a command takes a tenth of its
 * time. The clients' code is unmodified: `host.py` says what the commands share. It ends with this process.
 */
export async function startWarmClients({ bin, folder, home }: Place): Promise<WarmClients> {
  const own = join(folder, 'bin');
  mkdirSync(own, { recursive: true });
  const python = join(bin, 'python');
  const clients = new Set(await clientsIn(python));
  for (const name of readdirSync(bin)) {
    const real = join(bin, name);
    const command = clients.has(name)
      ? [python, '-IS', join(scripts, 'command.py'), join(folder, 'socket'), bin, home, name]
      : [real];
    const text = `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(' ')} "$@"\n`;
    writeFileSync(join(own, name), text, { mode: 0o755 });
  }
  const host = spawn(python, [join(scripts, 'host.py'), 'socket', bin], {
    cwd: folder,
    env: { HOME: home, LANG: 'C.UTF-8', PATH: '/usr/bin:/bin', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(host, 'exit');
  await Promise.race([once(host.stdout, 'data'), ended]);
  return {
    bin: own,
    stop: async () => {
      host.stdin.end();
      await ended;
    },
  };
}

/** The programs of the environment that Python packages declare. */
async function clientsIn(python: string): Promise<readonly string[]> {
  const program =
    'from importlib.metadata import entry_points\n' +
    'for each in entry_points(group="console_scripts"): print(each.name)';
  const { code, stdout, stderr } = await run(python, ['-c', program]);
  if (code !== 0) throw new Error(`The clients of ${python} cannot be listed: ${stderr}`);
  return stdout.split('\n').filter((name) => name !== '');
}
