import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { askClient, request, runClient, runClientBy, session } from '../support/local-stack.ts';

const document = new URL('../../docs/compatibility/identity.md', import.meta.url);
const row = /^\| (?<user>\w+) +\| `(?<command>[^`]+)` +\| (?<code>\d) +\| (?<text>.*?) *\|$/u;
const projects: Readonly<Record<string, string>> = { eve: 'shop', eva: 'shop' };

/** The rows of the document's tables, in their order. */
const rows = readFileSync(document, 'utf8')
  .split('\n')
  .flatMap((line, number) => {
    const { user = '', command = '', code = '', text = '' } = row.exec(line)?.groups ?? {};
    return user ? [{ line: number + 1, user, command, code: Number(code), text }] : [];
  });

test('the document has the table', () => {
  expect(rows.length).toBeGreaterThan(50);
});

describe.sequential('every command of the document has the documented result', () => {
  test.each(rows)('line $line: as $user, $command', async ({ user, command, code, text }) => {
    const as = { user, project: projects[user] ?? user };
    const ended = await runClient(['openstack', ...command.split(' ')], as);
    const printed = `${ended.stdout}${ended.stderr}`;
    expect(printed).toContain(text);
    expect([ended.code, printed]).toEqual([code, printed]);
  });
});

test('the client can log in with an application credential and has only its roles', async () => {
  const create = ['openstack', 'application', 'credential', 'create', '--role', 'reader', 'script'];
  const { ID: id, Secret: secret } = z
    .object({ ID: z.string(), Secret: z.string() })
    .parse(await askClient(create, { user: 'demo' }));
  const login = {
    OS_AUTH_TYPE: 'v3applicationcredential',
    OS_APPLICATION_CREDENTIAL_ID: id,
    OS_APPLICATION_CREDENTIAL_SECRET: secret,
  };
  const use = (command: string) => runClientBy(login, ['openstack', ...command.split(' ')]);
  const listed = await use('function list -f json');
  expect([listed.code, listed.stderr]).toEqual([0, '']);
  const written = await use(`webhook create --function ${id}`);
  expect([written.code, written.stderr]).toEqual([
    1,
    expect.stringContaining('Operation not allowed'),
  ]);
  const revoked = await use(`application credential delete ${id}`);
  expect([revoked.code, revoked.stderr]).toEqual([1, expect.stringContaining('403')]);
  const gone = await runClient(['openstack', 'application', 'credential', 'delete', id], {
    user: 'demo',
  });
  expect([gone.code, (await use('token issue')).code]).toEqual([0, 1]);
});

test('a revoked token is refused', async () => {
  const issued = z
    .object({ id: z.string() })
    .parse(await askClient(['openstack', 'token', 'issue'], { user: 'demo' }));
  const admin = await session({ user: 'admin' });
  const look = async () =>
    (await request({ ...admin, token: issued.id }, 'GET', '/v1/runtimes')).status;
  expect(await look()).toBe(200);
  const revoked = await runClient(['openstack', 'token', 'revoke', issued.id], { user: 'demo' });
  expect([revoked.code, revoked.stderr]).toEqual([0, '']);
  await expect.poll(look, { timeout: 10_000, interval: 500 }).toBe(401);
});
