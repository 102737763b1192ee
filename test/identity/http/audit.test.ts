import { expect, test } from 'vitest';
import { maximumFailures } from '../../../functions/identity/core/login-limits.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

async function arrange() {
  const client = await devstackClient();
  const records = () =>
    client.lines
      .filter((line) => line.startsWith('audit '))
      .map((line) => JSON.parse(line.slice('audit '.length)));
  return { ...client, records };
}

test('a change is recorded with who, when, from where, what and its outcome', async () => {
  const { clock, records, send, tokenOf } = await arrange();
  const token = await tokenOf('admin');
  await send('PATCH', `/v3/users/${idOf('user', 'demo')}`, {
    token,
    headers: { 'x-test-source': '203.0.113.9' },
    body: { user: { password: 'hush', enabled: false } },
  });
  expect(records().at(-1)).toEqual({
    at: clock.now(),
    requestId: expect.stringMatching(/^req-/),
    source: '203.0.113.9',
    action: 'PATCH',
    on: 'users',
    targets: [idOf('user', 'demo')],
    by: idOf('user', 'admin'),
    token: expect.any(String),
    fields: ['enabled', 'password'],
    outcome: 200,
  });
});

test('a created thing is recorded with its id, and a refused creation too', async () => {
  const { records, send, tokenOf } = await arrange();
  const body = { project: { name: 'shop' } };
  const made = await send('POST', '/v3/projects', { token: await tokenOf('admin'), body });
  expect(records().at(-1)).toMatchObject({ targets: [made.body.project.id], outcome: 201 });
  await send('POST', '/v3/projects', { token: await tokenOf('demo'), body });
  expect(records().at(-1)).toMatchObject({ by: idOf('user', 'demo'), outcome: 403 });
});

test('a successful login is recorded with its user', async () => {
  const { login, records } = await arrange();
  await login('demo');
  expect(records().at(-1)).toMatchObject({ userId: idOf('user', 'demo'), outcome: 201 });
});

test('failed and throttled logins are recorded with user, time, source and method', async () => {
  const { clock, lines, login, records } = await arrange();
  for (let count = 0; count <= maximumFailures.unusualSources; count += 1) {
    lines.length = 0;
    const { headers } = await login('demo', undefined, 'wrong');
    const requestId = headers.get('x-openstack-request-id');
    const audited = { requestId, source: '192.0.2.1', at: clock.now() };
    const refused = lines.filter((line) => line.startsWith('login refused '));
    expect(refused.map((line) => JSON.parse(line.slice('login refused '.length)))).toEqual([
      { ...audited, method: 'password', userId: idOf('user', 'demo') },
    ]);
    expect(records()).toEqual([
      { ...audited, action: 'POST', on: 'auth/tokens', targets: [], outcome: 401 },
    ]);
  }
});

test('a failed login of an application credential is recorded with its user, if it has one', async () => {
  const { auth, lines, send, tokenOf } = await arrange();
  const made = await send('POST', `/v3/users/${idOf('user', 'demo')}/application_credentials`, {
    token: await tokenOf('demo'),
    body: { application_credential: { name: 'ci' } },
  });
  for (const [id, userId] of [
    [made.body.application_credential.id, idOf('user', 'demo')],
    ['0'.repeat(32), undefined],
  ]) {
    lines.length = 0;
    const credential = { id, secret: 'wrong' };
    await auth({ methods: ['application_credential'], application_credential: credential });
    const refused = lines.find((line) => line.startsWith('login refused ')) ?? '';
    expect(JSON.parse(refused.slice('login refused '.length)).userId).toBe(userId);
  }
});

test('reads are not recorded, and secrets never are', async () => {
  const { lines, login, records, send, tokenOf } = await arrange();
  const token = await tokenOf('admin');
  const before = records().length;
  await send('GET', '/v3/users', { token });
  expect(records()).toHaveLength(before);
  await login('hunter2', undefined, 'hunter2');
  await send('POST', '/v3/users', { token, body: { user: { name: 'eve', password: 'hunter2' } } });
  await send('DELETE', '/v3/users/hunter2', { token });
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines.join('\n')).not.toContain(token);
});
