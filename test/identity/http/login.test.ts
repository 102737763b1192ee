import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { devstackClient, unauthorized } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const demo = { project: { name: 'demo', domain: { name: 'Default' } } };

const service = (type: string, name: string, url: string) => ({
  id: expect.any(String),
  type,
  name,
  endpoints: ['public', 'internal', 'admin'].map((face) => ({
    id: expect.any(String),
    interface: face,
    region: 'RegionOne',
    region_id: 'RegionOne',
    url,
  })),
});

test('a password login to a project answers with Keystone’s token', async () => {
  const { login, clock } = await devstackClient();
  const { status, headers, body } = await login('demo', demo);
  expect(status).toBe(201);
  expect(headers.get('x-subject-token')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(body).toEqual({
    token: {
      methods: ['password'],
      user: {
        domain: { id: 'default', name: 'Default' },
        id: idOf('user', 'demo'),
        name: 'demo',
        password_expires_at: null,
      },
      audit_ids: [expect.any(String)],
      expires_at: '2026-11-23T11:00:00.000000Z',
      issued_at: clock.now(),
      project: {
        domain: { id: 'default', name: 'Default' },
        id: idOf('project', 'demo'),
        name: 'demo',
      },
      is_domain: false,
      roles: [
        { id: roleIds.member, name: 'member' },
        { id: roleIds.reader, name: 'reader' },
      ],
      catalog: [
        service('identity', 'keystone', 'https://cloud.example/identity'),
        service('function-engine', 'qinling', 'https://cloud.example'),
        service('alarming', 'aodh', 'https://cloud.example/alarming'),
        service('metric', 'gnocchi', 'https://cloud.example/metric'),
      ],
    },
  });
});

test.each([
  ['id', { project: { id: idOf('project', 'demo') } }],
  ['name and domain id', { project: { name: 'demo', domain: { id: 'default' } } }],
  ['name and domain name', demo],
])('a project can be referred to by %s', async (_by, scope) => {
  const { login } = await devstackClient();
  expect((await login('demo', scope)).body.token.project.name).toBe('demo');
});

test('a user can be referred to by id', async () => {
  const { auth } = await devstackClient();
  const user = { id: idOf('user', 'demo'), password: 'demo-password' };
  expect((await auth({ methods: ['password'], password: { user } }, demo)).status).toBe(201);
});

test('the roles of a token include implied ones', async () => {
  const { login } = await devstackClient();
  const scope = { project: { name: 'admin', domain: { id: 'default' } } };
  const { body } = await login('admin', scope);
  expect(body.token.roles.map(({ name }: { name: string }) => name)).toEqual([
    'admin',
    'member',
    'reader',
  ]);
});

test('without a scope the token is for the default project', async () => {
  const { login, user } = await devstackClient();
  await user('demo', { defaultProjectId: idOf('project', 'demo') });
  expect((await login('demo')).body.token.project.name).toBe('demo');
});

test.each([
  ['has none', {}],
  ['has no role there', { defaultProjectId: idOf('project', 'admin') }],
  ['has a deleted one', { defaultProjectId: 'f'.repeat(32) }],
])('without a scope, a user that %s gets an unscoped token', async (_why, more) => {
  const { login, user } = await devstackClient();
  await user('demo', more);
  const { status, body } = await login('demo');
  expect(status).toBe(201);
  for (const absent of ['project', 'roles', 'catalog', 'is_domain'])
    expect(body.token).not.toHaveProperty(absent);
});

test('without a scope, a disabled default project leads to an unscoped token', async () => {
  const { login, user, project } = await devstackClient();
  await user('demo', { defaultProjectId: idOf('project', 'demo') });
  await project('demo', { enabled: false });
  expect((await login('demo')).body.token).not.toHaveProperty('project');
});

test.each(['unscoped', { unscoped: {} }])(
  'the scope %j leads to an unscoped token, also with a default project',
  async (scope) => {
    const { login, user } = await devstackClient();
    await user('demo', { defaultProjectId: idOf('project', 'demo') });
    const { status, body } = await login('demo', scope);
    expect(status).toBe(201);
    expect(body.token).not.toHaveProperty('project');
  },
);

test.each([
  ['another user’s project', { project: { name: 'alt_demo', domain: { id: 'default' } } }],
  ['another user’s project by id', { project: { id: idOf('project', 'alt_demo') } }],
  ['an unknown project', { project: { id: 'nobody-knows' } }],
  ['another domain’s project', { project: { name: 'demo', domain: { id: 'other' } } }],
  ['the domain', { domain: { id: 'default' } }],
  ['the system', { system: { all: true } }],
])('a login to %s is refused', async (_what, scope) => {
  const { login } = await devstackClient();
  expect(await login('demo', scope)).toMatchObject({ status: 401, body: unauthorized });
});

test('a login to a disabled project is refused', async () => {
  const { login, project } = await devstackClient();
  await project('demo', { enabled: false });
  expect((await login('demo', demo)).status).toBe(401);
});

test('a wrong password, an unknown user and a disabled user get the same answer after the same work', async () => {
  const { login, user, passwords } = await devstackClient();
  await user('asleep', { enabled: false });
  const attempts = [
    () => login('demo', demo, 'wrong'),
    () => login('nobody', demo),
    () => login('asleep', demo),
    () => login('asleep', demo, 'wrong'),
  ];
  for (const [index, attempt] of attempts.entries()) {
    const { status, headers, body } = await attempt();
    expect({ status, body }).toEqual({ status: 401, body: unauthorized });
    expect(headers.get('www-authenticate')).toBe('Keystone uri="https://cloud.example/identity"');
    expect(passwords.compared()).toBe(index + 1);
  }
});

test('a user of another domain is unknown, after the same work', async () => {
  const { auth, passwords } = await devstackClient();
  const user = { name: 'demo', password: 'demo-password', domain: { name: 'Elsewhere' } };
  const { status, body } = await auth({ methods: ['password'], password: { user } });
  expect({ status, body }).toEqual({ status: 401, body: unauthorized });
  expect(passwords.compared()).toBe(1);
});

test('neither passwords nor tokens nor secrets are ever logged', async () => {
  const { login, send, tokenOf, lines } = await devstackClient();
  await login('demo', demo, 'wrong-password');
  await login('typed-my-password-here');
  const token = await tokenOf('demo');
  const made = await send('POST', `/v3/users/${idOf('user', 'demo')}/application_credentials`, {
    token,
    body: { application_credential: { name: 'ci' } },
  });
  await send('GET', '/v3/auth/tokens', { token, subject: token });
  await send('DELETE', '/v3/auth/tokens', { token, subject: token });
  const log = lines.join('\n');
  const secrets = [token, made.body.application_credential.secret, 'password-here'];
  for (const secret of [...secrets, 'wrong-password', 'demo-password'])
    expect(log).not.toContain(secret);
  expect(log).toContain('login refused');
  expect(log).toContain('/v3/users/:user/application_credentials');
});

async function tableGone(): Promise<never> {
  throw new Error('the table is gone');
}

test('an outage is a 500 without details, and a log line with them', async () => {
  const { ports, lines } = await devstackClient();
  const app = identityApp({ ...ports, users: { ...ports.users, byName: tableGone } });
  const user = { name: 'demo', password: 'demo-password', domain: { id: 'default' } };
  const response = await app.request('/identity/v3/auth/tokens', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { identity: { methods: ['password'], password: { user } } } }),
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: {
      code: 500,
      message: 'An unexpected error prevented the server from fulfilling your request.',
      title: 'Internal Server Error',
    },
  });
  const id = response.headers.get('x-openstack-request-id');
  expect(lines.find((line) => line.includes('the table is gone'))).toContain(id);
});

/** Logins with several methods at once: password, token and application credential. */
async function severalWays() {
  const client = await devstackClient();
  const token = await client.tokenOf('demo');
  client.clock.pass(60);
  const made = await client.send(
    'POST',
    `/v3/users/${idOf('user', 'demo')}/application_credentials`,
    {
      token,
      body: { application_credential: { name: 'ci', roles: [{ name: 'reader' }] } },
    },
  );
  const { id, secret } = made.body.application_credential;
  const ways = {
    password: { user: { id: idOf('user', 'demo'), password: 'demo-password' } },
    token: { id: token },
    application_credential: { id, secret },
  };
  const by = (methods: readonly string[], scope?: unknown, over: object = {}) =>
    client.auth({ methods, ...ways, ...over }, scope);
  return { ...client, token, ways, by };
}

test('several methods of one user get a token, which expires with the exchanged one', async () => {
  const { by, send, token } = await severalWays();
  const { status, headers, body } = await by(['password', 'token'], demo);
  expect(status).toBe(201);
  expect(body.token).toMatchObject({
    methods: ['password', 'token'],
    user: { name: 'demo' },
    project: { name: 'demo' },
    expires_at: '2026-11-23T11:00:00.000000Z',
  });
  await send('DELETE', '/v3/auth/tokens', { token, subject: token });
  const made = headers.get('x-subject-token')!;
  expect((await send('GET', '/v3/auth/projects', { token: made })).status).toBe(401);
});

test('an application credential among several methods limits the token', async () => {
  const { by } = await severalWays();
  const { status, body } = await by(['password', 'application_credential']);
  expect(status).toBe(201);
  expect(body.token).toMatchObject({
    methods: ['password', 'application_credential'],
    roles: [{ name: 'reader' }],
    application_credential: { name: 'ci' },
  });
  expect((await by(['password', 'application_credential'], demo)).status).toBe(401);
});

test('several methods must all be right and of the same user', async () => {
  const { by, tokenOf } = await severalWays();
  const wrong = { user: { id: idOf('user', 'demo'), password: 'wrong' } };
  expect(await by(['token', 'password'], demo, { password: wrong })).toMatchObject({
    status: 401,
    body: unauthorized,
  });
  expect((await by(['password', 'token'], demo, { token: { id: 'x' } })).status).toBe(404);
  const another = { id: await tokenOf('alt_demo') };
  expect(await by(['password', 'token'], demo, { token: another })).toMatchObject({
    status: 401,
    body: unauthorized,
  });
});
