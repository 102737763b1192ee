import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { binOf } from '../../../local/folder.ts';
import { freePort } from '../../../local/port.ts';
import { run } from '../../../local/program.ts';
import { logIn } from '../../../local/session.ts';

export const adminPassword = 'secret-of-the-cloud';

const withId = z.object({ id: z.string() });

/** Runs the Keystone from PyPI on loopback, with SQLite and all its files in one folder. */
export async function realKeystone(folder: string) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/v3`;
  writeFileSync(join(folder, 'keystone.conf'), configuration(folder));
  const manage = async (...parameters: readonly string[]) => {
    const conf = `--config-file=${join(folder, 'keystone.conf')}`;
    const program = join(binOf('keystone'), 'keystone-manage');
    const { code, stderr } = await run(program, [conf, ...parameters], { cwd: folder });
    if (code !== 0) throw new Error(`keystone-manage ${parameters[0]}: ${stderr}`);
  };
  await manage('db_sync');
  await manage('fernet_setup', '--keystone-user=root', '--keystone-group=root');
  await manage(
    'bootstrap',
    `--bootstrap-password=${adminPassword}`,
    '--bootstrap-region-id=RegionOne',
    `--bootstrap-public-url=${url}`,
  );

  let child: ChildProcess | undefined;
  const start = async () => {
    child = serve(folder, port);
    await answering(folder, url, child);
  };
  const stop = async () => {
    if (!child || child.exitCode !== null) return;
    child.stdin?.end();
    await once(child, 'exit');
  };
  await start();

  /** Sends an administrator's request, and returns the id of the created thing, if any. */
  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const { token } = await logIn(url, 'admin', 'admin', adminPassword, url);
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    const [made] =
      text === '' ? [] : Object.values(z.record(z.string(), z.unknown()).parse(JSON.parse(text)));
    return withId.safeParse(made).data?.id ?? '';
  };
  const roleIds = new Map<string, string>();
  const roleId = async (name: string): Promise<string> => {
    const known = roleIds.get(name);
    if (known !== undefined) return known;
    const { token } = await logIn(url, 'admin', 'admin', adminPassword, url);
    const answer = await fetch(`${url}/roles?name=${name}`, { headers: { 'x-auth-token': token } });
    const { roles } = z.object({ roles: z.array(withId) }).parse(await answer.json());
    const id = roles[0]?.id ?? (await ask('POST', '/roles', { role: { name } }));
    roleIds.set(name, id);
    return id;
  };

  return {
    url,
    start,
    stop,
    ask,
    /** Creates a project, and a user of the same name with a role in it. */
    async newcomer(name: string, role: string, password: string) {
      const projectId = await ask('POST', '/projects', { project: { name, domain_id: 'default' } });
      const userId = await ask('POST', '/users', {
        user: { name, password, domain_id: 'default', default_project_id: projectId },
      });
      await ask('PUT', `/projects/${projectId}/users/${userId}/roles/${await roleId(role)}`);
      return { userId, projectId };
    },
  };
}

/** Passwords are hashed at bcrypt's lowest cost, to save time. */
const configuration = (folder: string): string => `[database]
connection = sqlite:///${join(folder, 'keystone.db')}
[fernet_tokens]
key_repository = ${join(folder, 'fernet')}
[fernet_receipts]
key_repository = ${join(folder, 'fernet')}
[cache]
enabled = false
[identity]
password_hash_rounds = 4
`;

function serve(folder: string, port: number): ChildProcess {
  const log = openSync(join(folder, 'keystone.log'), 'a');
  const child = spawn(
    join(binOf('keystone'), 'python'),
    [fileURLToPath(new URL('keystone_serve.py', import.meta.url))],
    {
      cwd: folder,
      stdio: ['pipe', log, log],
      env: {
        PATH: [binOf('keystone'), '/usr/bin', '/bin'].join(':'),
        HOME: folder,
        LANG: 'C.UTF-8',
        KEYSTONE_PORT: String(port),
        OS_KEYSTONE_CONFIG_DIR: folder,
        OS_KEYSTONE_CONFIG_FILES: 'keystone.conf',
      },
    },
  );
  closeSync(log);
  return child;
}

async function answering(folder: string, url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- polling
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    // oxlint-disable-next-line no-await-in-loop -- polling
    await sleep(100);
  }
  throw new Error(
    `Keystone does not start:\n${readFileSync(join(folder, 'keystone.log'), 'utf8')}`,
  );
}
