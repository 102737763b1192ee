import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const demo = `/v3/users/${idOf('user', 'demo')}`;
const domain = { id: 'default' };

const fresh = (more: object) => ({ user: { name: 'eve', ...more } });
const credential = (more: object) => ({ application_credential: { name: 'ci', ...more } });
const loginAs = (user: object) => ({
  auth: { identity: { methods: ['password'], password: { user: { password: 'x', ...user } } } },
});

interface Limit {
  readonly field: string;
  readonly method: string;
  readonly path: string;
  readonly most: number;
  readonly body: (text: string) => object;
  /** The status for the longest allowed text; 201 unless the text refers to nothing. */
  readonly allowed?: number;
}

const limits: readonly Limit[] = [
  {
    field: 'a user’s name',
    method: 'POST',
    path: '/v3/users',
    most: 255,
    body: (name) => fresh({ name }),
  },
  {
    field: 'a user’s password',
    method: 'POST',
    path: '/v3/users',
    most: 4096,
    body: (password) => fresh({ password }),
  },
  {
    field: 'a user’s description',
    method: 'POST',
    path: '/v3/users',
    most: 16_384,
    body: (description) => fresh({ description }),
  },
  {
    field: 'a user’s address',
    method: 'POST',
    path: '/v3/users',
    most: 255,
    body: (email) => fresh({ email }),
  },
  {
    field: 'a user’s default project',
    method: 'POST',
    path: '/v3/users',
    most: 64,
    body: (id) => fresh({ default_project_id: id }),
  },
  {
    field: 'a user’s new name',
    method: 'PATCH',
    path: demo,
    most: 255,
    body: (name) => ({ user: { name } }),
    allowed: 200,
  },
  {
    field: 'a user’s own new password',
    method: 'POST',
    path: `/v3/users/${idOf('user', 'admin')}/password`,
    most: 4096,
    body: (password) => ({ user: { original_password: 'admin-password', password } }),
    allowed: 204,
  },
  {
    field: 'a project’s name',
    method: 'POST',
    path: '/v3/projects',
    most: 64,
    body: (name) => ({ project: { name } }),
  },
  {
    field: 'a project’s description',
    method: 'POST',
    path: '/v3/projects',
    most: 16_384,
    body: (description) => ({ project: { name: 'shop', description } }),
  },
  {
    field: 'a role’s name',
    method: 'POST',
    path: '/v3/roles',
    most: 255,
    body: (name) => ({ role: { name } }),
    allowed: 403,
  },
  {
    field: 'a credential’s name',
    method: 'POST',
    path: `/v3/users/${idOf('user', 'admin')}/application_credentials`,
    most: 255,
    body: (name) => credential({ name }),
  },
  {
    field: 'a credential’s description',
    method: 'POST',
    path: `/v3/users/${idOf('user', 'admin')}/application_credentials`,
    most: 16_384,
    body: (description) => credential({ description }),
  },
  {
    field: 'a credential’s secret',
    method: 'POST',
    path: `/v3/users/${idOf('user', 'admin')}/application_credentials`,
    most: 4096,
    body: (secret) => credential({ secret }),
  },
  {
    field: 'the id of a credential’s role',
    method: 'POST',
    path: `/v3/users/${idOf('user', 'admin')}/application_credentials`,
    most: 64,
    body: (id) => credential({ roles: [{ id }] }),
    allowed: 404,
  },
  {
    field: 'the name in a login',
    method: 'POST',
    path: '/v3/auth/tokens',
    most: 255,
    body: (name) => loginAs({ name, domain }),
    allowed: 401,
  },
  {
    field: 'the domain in a login',
    method: 'POST',
    path: '/v3/auth/tokens',
    most: 255,
    body: (name) => loginAs({ name: 'demo', domain: { name } }),
    allowed: 401,
  },
  {
    field: 'the password in a login',
    method: 'POST',
    path: '/v3/auth/tokens',
    most: 4096,
    body: (password) => loginAs({ name: 'demo', domain, password }),
    allowed: 401,
  },
];

test.each(limits)('$field has at most $most characters', async (limit) => {
  const { method, path, most, body, allowed = 201 } = limit;
  const { send, tokenOf } = await devstackClient();
  const ask = async (length: number) =>
    send(method, path, { token: await tokenOf('admin'), body: body('é'.repeat(length)) });
  const over = await ask(most + 1);
  expect([over.status, over.body.error?.message]).toEqual([
    400,
    expect.stringContaining('Invalid input for field '),
  ]);
  expect((await ask(most)).status).toBe(allowed);
});

test.each([
  ['/v3/users', 'user'],
  ['/v3/projects', 'project'],
])('%s: a name is Unicode text and not only white space', async (path, kind) => {
  const { send, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  for (const name of ['', ' ', '\t\n', '\ud800', 'x\udc00', 7, null, ['x']])
    expect([
      name,
      (await send('POST', path, { token, body: { [kind]: { name } } })).status,
    ]).toEqual([name, 400]);
});

const alike = [
  'Straße',
  'STRASSE',
  'straße',
  'Strasse',
  'Ａ',
  'A',
  'a',
  'é',
  'e\u0301',
  '😀',
  ' a',
  'a ',
];

test.each([
  ['users', 'user'],
  ['projects', 'project'],
])(
  'names of %s are stored and compared exactly: case, width and composition',
  async (kinds, kind) => {
    const { send, tokenOf } = await devstackClient();
    const token = await tokenOf('admin');
    for (const name of alike) {
      const made = await send('POST', `/v3/${kinds}`, { token, body: { [kind]: { name } } });
      expect([name, made.status, made.body[kind].name]).toEqual([name, 201, name]);
      const found = await send('GET', `/v3/${kinds}?name=${encodeURIComponent(name)}`, { token });
      expect(found.body[kinds]).toEqual([made.body[kind]]);
    }
    const again = await send('POST', `/v3/${kinds}`, { token, body: { [kind]: { name: 'é' } } });
    expect(again.status).toBe(409);
  },
);

test('a name that only looks alike does not log in', async () => {
  const { login, user } = await devstackClient();
  await user('émile');
  expect((await login('émile', undefined, 'émile-password')).status).toBe(201);
  for (const name of ['e\u0301mile', 'Émile', 'emile', 'émile ', 'émile\0'])
    expect([name, (await login(name, undefined, 'émile-password')).status]).toEqual([name, 401]);
});

test('a domain of another name has no users', async () => {
  const { auth } = await devstackClient();
  for (const name of ['default', 'DEFAULT', 'Ｄefault']) {
    const user = { name: 'demo', password: 'demo-password', domain: { name } };
    expect([name, (await auth({ methods: ['password'], password: { user } })).status]).toEqual([
      name,
      401,
    ]);
  }
});

const long = 'x'.repeat(1100);
const wide = '\u{10000}'.repeat(300);

test.each([long, encodeURIComponent(wide), '%ed%a0%80', '__proto__', 'constructor', '%00'])(
  'the id %s in a path is not found, or refused without a look-up',
  async (id) => {
    const { send, tokenOf } = await devstackClient();
    const token = await tokenOf('admin');
    const [user, project] = [idOf('user', 'demo'), idOf('project', 'demo')];
    for (const [method, path, status] of [
      ['GET', `users/${id}`, 404],
      ['DELETE', `users/${id}`, 404],
      ['GET', `users/${id}/projects`, 404],
      ['GET', `users/${id}/application_credentials`, 200],
      ['GET', `users/${user}/application_credentials/${id}`, 404],
      ['DELETE', `users/${user}/application_credentials/${id}`, 404],
      ['GET', `users/${id}/access_rules`, 200],
      ['GET', `projects/${id}`, 404],
      ['DELETE', `projects/${id}`, 404],
      ['GET', `projects/${id}/users/${user}/roles`, 404],
      ['PUT', `projects/${project}/users/${id}/roles/${roleIds.member}`, 404],
      ['PUT', `projects/${project}/users/${user}/roles/${id}`, 404],
      ['GET', `roles/${id}`, 404],
      ['GET', `services/${id}`, 404],
      ['GET', `endpoints/${id}`, 404],
      ['GET', `domains/${id}`, 404],
      ['GET', `regions/${id}`, 404],
    ] as const)
      expect([path, (await send(method, `/v3/${path}`, { token })).status]).toEqual([path, status]);
  },
);

test.each([long, wide, '\ud800', '__proto__', 'constructor', '\0'])(
  'a login that names a user, project or credential %j is refused',
  async (text) => {
    const { auth, send } = await devstackClient();
    const user = { name: 'demo', domain, password: 'demo-password' };
    const answers = await Promise.all([
      auth({ methods: ['password'], password: { user: { ...user, name: text } } }),
      auth({ methods: ['password'], password: { user: { id: text, password: 'x' } } }),
      auth({ methods: ['password'], password: { user } }, { project: { id: text } }),
      auth({ methods: ['password'], password: { user } }, { project: { name: text, domain } }),
      auth({ methods: ['password'], password: { user: { ...user, domain: { id: text } } } }),
      auth({
        methods: ['application_credential'],
        application_credential: { id: text, secret: text },
      }),
      auth({ methods: ['token'], token: { id: text } }),
      auth({ methods: [text] }),
    ]);
    for (const { status } of answers) expect([400, 401, 404]).toContain(status);
    const headers = { 'x-auth-token': encodeURIComponent(text.replace(/\p{Surrogate}/gu, '')) };
    expect((await send('GET', '/v3/users', { headers })).status).toBe(401);
  },
);

test.each(['__proto__', 'constructor', 'toString', 'x'.repeat(1100)])(
  'an unknown field %s is refused with 400',
  async (field) => {
    const { send, tokenOf } = await devstackClient();
    const token = await tokenOf('admin');
    const headers = { 'content-type': 'application/json' };
    for (const [path, kind] of [
      ['/v3/users', 'user'],
      ['/v3/projects', 'project'],
      [`/v3/users/${idOf('user', 'admin')}/application_credentials`, 'application_credential'],
    ]) {
      const raw = `{"${kind}":{"name":"eve","${field}":"x"}}`;
      const { status, body } = await send('POST', path ?? '', { token, raw, headers });
      expect([path, status, body.error?.message.length < 500]).toEqual([path, 400, true]);
    }
  },
);

test('a body is nested at most 100 levels deep', async () => {
  const { send, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  const headers = { 'content-type': 'application/json' };
  const post = async (depth: number) => {
    const raw = `{"user":{"name":"eve","options":${'['.repeat(depth - 2)}${']'.repeat(depth - 2)}}}`;
    return (await send('POST', '/v3/users', { token, raw, headers })).body.error.message;
  };
  expect(await post(100)).toContain("Invalid input for field 'options'");
  expect(await post(101)).toContain('Expecting to find JSON of at most 100 levels');
  expect(await post(50_000)).toContain('Expecting to find JSON of at most 100 levels');
});

test('a body has at most 114,688 bytes', async () => {
  const { send, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  const headers = { 'content-type': 'application/json' };
  const post = async (bytes: number) => {
    const raw = JSON.stringify({ user: { name: 'eve' } });
    return send('POST', '/v3/users', { token, raw: raw.padEnd(bytes), headers });
  };
  expect((await post(114_689)).status).toBe(413);
  expect((await post(114_688)).status).toBe(201);
});

test.each([
  ['methods of a login', 16],
  ['roles of an application credential', 64],
])('%s are at most %i', async (what, most) => {
  const { auth, send, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  const ask = async (count: number) =>
    what === 'methods of a login'
      ? auth({ methods: Array.from({ length: count }, () => 'token'), token: { id: token } })
      : send('POST', `/v3/users/${idOf('user', 'admin')}/application_credentials`, {
          token,
          body: credential({ roles: Array.from({ length: count }, () => ({ name: 'admin' })) }),
        });
  expect((await ask(most + 1)).status).toBe(400);
  expect((await ask(most)).status).toBe(201);
});
