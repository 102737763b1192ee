import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientEnvironment } from '../../local/client-environment.ts';
import { binOf } from '../../local/folder.ts';
import { run } from '../../local/program.ts';
import { startWarmClients, type WarmClients } from '../../local/test/warm-clients/warm-clients.ts';
import { freshFolder, localStack } from '../support/local-stack.ts';

const home = freshFolder();
let clients: WarmClients;

beforeAll(async () => {
  clients = await startWarmClients({ bin: binOf('clients'), folder: freshFolder(), home });
});
afterAll(() => clients.stop());

const demo = () => clientEnvironment({ user: 'demo', url: localStack.url, bin: clients.bin, home });

const openstack = (
  parameters: readonly string[],
  { env = demo(), cwd = home }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
) => run(join(clients.bin, 'openstack'), parameters, { env, cwd });

test('a command has its own output, errors and exit code', async () => {
  const name = ['token', 'issue', '-f', 'value', '-c', 'project_id'];
  expect(await openstack(name)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^[0-9a-f]{32}\n$/),
    stderr: '',
  });
  const unknown = await openstack(['user', 'show', 'nobody-of-this-name']);
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toContain('nobody-of-this-name');
  expect((await openstack(['no-such-command'])).code).toBe(2);
});

test('a command knows nothing of the one before', async () => {
  expect((await openstack(['token', 'issue'])).code).toBe(0);
  const { code, stderr } = await openstack(['token', 'issue'], { env: { HOME: home } });
  expect(code).toBe(1);
  expect(stderr).toContain('auth-url');
});

test('commands at the same time get their own answers', async () => {
  const projects = await Promise.all(
    ['demo', 'alt_demo', 'demo'].map(async (user) => {
      const env = { ...demo(), OS_USERNAME: user, OS_PROJECT_NAME: user };
      return (await openstack(['token', 'issue', '-f', 'value', '-c', 'project_id'], { env }))
        .stdout;
    }),
  );
  expect(projects[0]).toBe(projects[2]);
  expect(projects[1]).not.toBe(projects[0]);
});

test('a file is read and written in the folder of the caller', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'hello.py'), 'def main():\n    return 1\n');
  const made = await openstack(
    [
      'function',
      'create',
      '--runtime',
      'python3.12',
      '--file',
      'hello.py',
      '--entry',
      'hello.main',
      '-f',
      'value',
      '-c',
      'id',
    ],
    { cwd },
  );
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect((await openstack(['function', 'delete', made.stdout.trim()])).code).toBe(0);
});

test.each(['home', 'folder'] as const)('a clouds.yaml in the %s counts', async (place) => {
  const own = freshFolder();
  const folder = place === 'home' ? join(own, '.config', 'openstack') : own;
  mkdirSync(folder, { recursive: true });
  const { OS_AUTH_URL, OS_PASSWORD } = demo();
  const auth = { auth_url: OS_AUTH_URL, username: 'demo', password: OS_PASSWORD };
  const names = {
    project_name: 'demo',
    user_domain_name: 'Default',
    project_domain_name: 'Default',
  };
  writeFileSync(
    join(folder, 'clouds.yaml'),
    JSON.stringify({ clouds: { ours: { auth: { ...auth, ...names } } } }),
  );
  const env = { HOME: place === 'home' ? own : home, LANG: 'C.UTF-8' };
  const issued = await openstack(['--os-cloud', 'ours', 'token', 'issue'], { env, cwd: own });
  expect(issued).toMatchObject({ code: 0, stderr: '' });
});

test('programs that are no clients are the real ones', async () => {
  const prefix = ['-c', 'import sys; print(sys.prefix)'];
  const { stdout } = await run(join(clients.bin, 'python'), prefix);
  expect(stdout.trim()).toBe(join(binOf('clients'), '..'));
});
