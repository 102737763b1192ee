import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clouds, openrc, writeCredentials } from '../../local/credentials.ts';
import { devStackUsers } from '../../local/local-settings.ts';
import { run } from '../../local/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'openrc-'));
const file = join(folder, 'openrc');
writeFileSync(file, openrc('http://localhost:7070', devStackUsers));
afterAll(() => rmSync(folder, { recursive: true }));

/** The variables of a shell that sourced the file with these arguments. */
async function sourced(parameters: string, shell = 'bash') {
  const script = `set -eu; . '${file}' ${parameters}; env`;
  const { stdout, stderr, code } = await run(shell, ['-c', script], {
    env: { PATH: '/usr/bin:/bin', OS_CLOUD: 'another', OS_PROJECT_ID: 'another' },
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s)));
}

test('without arguments the user is demo in the project demo', async () => {
  const variables = await sourced('');
  expect(variables).toMatchObject({
    OS_AUTH_TYPE: 'password',
    OS_AUTH_URL: 'http://localhost:7070/identity/v3',
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: 'demo',
    OS_PROJECT_NAME: 'demo',
    OS_REGION_NAME: 'RegionOne',
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
  });
  expect(variables['PATH']).toMatch(/\/\.local\/bin:\/usr\/bin:\/bin$/);
});

test.each([
  ['admin', 'admin', 'admin'],
  ['alt_demo', 'alt_demo', 'alt_demo'],
  ['taibai-events', 'taibai-events', 'service'],
  ['admin demo', 'admin', 'demo'],
])('`source openrc %s` sets the user %s and the project %s', async (parameters, user, project) => {
  expect(await sourced(parameters)).toMatchObject({ OS_USERNAME: user, OS_PROJECT_NAME: project });
});

test('variables that would direct the clients elsewhere are unset', async () => {
  const variables = await sourced('');
  expect(variables).not.toHaveProperty('OS_CLOUD');
  expect(variables).not.toHaveProperty('OS_PROJECT_ID');
});

test('sourcing again changes user and project, and the clients are on the PATH once', async () => {
  const variables = await sourced(`admin; . '${file}' demo admin`);
  expect(variables).toMatchObject({ OS_USERNAME: 'demo', OS_PROJECT_NAME: 'admin' });
  expect(variables['PATH']?.match(/\.local/g)).toHaveLength(1);
});

test('clouds.yaml has a cloud for each user', () => {
  const { clouds: found } = JSON.parse(clouds('http://localhost:7070', devStackUsers));
  expect(Object.keys(found)).toEqual(['admin', 'demo', 'alt_demo', 'taibai-events']);
  expect(found.demo.auth).toMatchObject({ username: 'demo', project_name: 'demo' });
});

test('only the owner can read the files, also when they replace older ones', () => {
  const place = { folder: join(folder, 'new'), clients: '/nowhere', defaultUser: 'demo' };
  const modes = () =>
    readdirSync(place.folder)
      .filter((name) => name !== 'bin')
      .map((name) => [name, statSync(join(place.folder, name)).mode & 0o777]);
  const expected = [
    ['clouds.yaml', 0o600],
    ['openrc', 0o600],
  ];
  writeCredentials('http://localhost:7070', devStackUsers, place);
  expect(modes()).toEqual(expected);
  for (const [name] of expected) chmodSync(join(place.folder, String(name)), 0o644);
  writeCredentials('http://localhost:7070', devStackUsers, place);
  expect(modes()).toEqual(expected);
});
