import { expect, test } from 'vitest';
import { devstackClient, unauthorized } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const demo = idOf('user', 'demo');
const path = `/v3/users/${demo}/application_credentials`;
const bySecret = (id: string, secret: string) => ({
  methods: ['application_credential'],
  application_credential: { id, secret },
});

async function arrange(wanted: Readonly<Record<string, unknown>> = {}) {
  const client = await devstackClient();
  const token = await client.tokenOf('demo');
  const create = (more: Readonly<Record<string, unknown>>, as = token) =>
    client.send('POST', path, { token: as, body: { application_credential: more } });
  const made = await create({ name: 'ci', ...wanted });
  const { id, secret } = made.body.application_credential ?? {};
  const use = () => client.auth(bySecret(id, secret));
  const tokenFrom = async () => (await use()).headers.get('x-subject-token')!;
  return { ...client, token, create, made, id, secret, use, tokenFrom };
}

test('a credential has the project and roles of its creator’s token', async () => {
  const { made, id, secret } = await arrange();
  expect(made.status).toBe(201);
  expect(made.body.application_credential).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: 'ci',
    description: null,
    user_id: demo,
    project_id: idOf('project', 'demo'),
    system: null,
    expires_at: null,
    unrestricted: false,
    roles: ['member', 'reader'].map((name) => ({ id: expect.any(String), name, domain_id: null })),
    links: { self: `https://cloud.example/identity${path}/${id}` },
    secret: expect.stringMatching(/^[\w-]{86}$/),
  });
  expect(secret).toBeDefined();
});

test('the secret is shown once, its hash never', async () => {
  const { send, token, id } = await arrange();
  for (const where of [path, `${path}/${id}`]) {
    const { status, body } = await send('GET', where, { token });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/secret/i);
  }
});

test('null fields get a default; given fields are kept', async () => {
  const { create } = await arrange();
  const { status, body } = await create({
    name: 'whole',
    description: null,
    secret: 'chosen',
    roles: [{ name: 'reader' }],
    expires_at: '2030-01-02T03:04:05',
    unrestricted: true,
    access_rules: [],
  });
  expect(status).toBe(201);
  expect(body.application_credential).toMatchObject({
    secret: 'chosen',
    roles: [{ name: 'reader' }],
    expires_at: '2030-01-02T03:04:05.000000',
    unrestricted: true,
  });
});

test.each([
  [
    { name: 'x', roles: [{ name: 'admin' }] },
    400,
    'Invalid application credential: Cannot create an application credential with unassigned role',
  ],
  [{ name: 'x', roles: [{ name: 'king' }] }, 404, 'Could not find role: king.'],
  [{ name: 'x', expires_at: 'soon' }, 400, 'Timestamp not in expected format.'],
  [
    { name: 'x', expires_at: '2020-01-01T00:00:00' },
    400,
    "The 'expires_at' must not be before now.",
  ],
  [
    { name: 'x', access_rules: [{ path: '/' }] },
    400,
    'Access rules of application credentials are not supported.',
  ],
  [{ name: 'x', colour: 'red' }, 400, "Invalid input for field 'application_credential': "],
  [{ name: ' ' }, 400, "Invalid input for field 'application_credential/name': "],
  [{ name: 'x'.repeat(256) }, 400, "Invalid input for field 'application_credential/name': "],
  [{}, 400, "Invalid input for field 'application_credential/name': "],
  [
    { name: 'ci' },
    409,
    'Conflict occurred attempting to store application_credential - Duplicate entry found with name ci.',
  ],
])('%j is refused with %i', async (wanted, status, message) => {
  const { create } = await arrange();
  const answer = await create(wanted);
  expect(answer.status).toBe(status);
  expect(answer.body.error.message.startsWith(message)).toBe(true);
});

test('names are unique per user', async () => {
  const { send, tokenOf } = await arrange();
  const { status } = await send(
    'POST',
    `/v3/users/${idOf('user', 'alt_demo')}/application_credentials`,
    {
      token: await tokenOf('alt_demo'),
      body: { application_credential: { name: 'ci' } },
    },
  );
  expect(status).toBe(201);
});

test('a credential is found by its name', async () => {
  const { create, send, token } = await arrange();
  await create({ name: 'other' });
  const { body } = await send('GET', `${path}?name=other`, { token });
  expect(body.application_credentials.map(({ name }: { name: string }) => name)).toEqual(['other']);
});

test('no one can create a credential for another user, not even an administrator', async () => {
  const { create, tokenOf } = await arrange();
  expect((await create({ name: 'x' }, await tokenOf('alt_demo'))).status).toBe(403);
  expect((await create({ name: 'x' }, await tokenOf('admin'))).status).toBe(403);
});

test('a token without a project cannot create a credential', async () => {
  const { create, login } = await arrange();
  const unscoped = (await login('demo', 'unscoped')).headers.get('x-subject-token')!;
  expect((await create({ name: 'x' }, unscoped)).status).toBe(400);
});

test('only the user and administrators can see and remove the user’s credentials', async () => {
  const { send, tokenOf, id } = await arrange();
  const other = await tokenOf('alt_demo');
  const admin = await tokenOf('admin');
  for (const [method, where] of [
    ['GET', path],
    ['GET', `${path}/${id}`],
    ['GET', `${path}/${'f'.repeat(32)}`],
    ['DELETE', `${path}/${id}`],
  ] as const)
    expect((await send(method, where, { token: other })).status).toBe(403);
  expect((await send('GET', `${path}/${id}`, { token: admin })).status).toBe(200);
  expect((await send('DELETE', `${path}/${id}`, { token: admin })).status).toBe(204);
});

test('another user’s credential is not found under one’s own id', async () => {
  const { send, tokenOf, id } = await arrange();
  const own = `/v3/users/${idOf('user', 'alt_demo')}/application_credentials/${id}`;
  const { status, body } = await send('GET', own, { token: await tokenOf('alt_demo') });
  expect(status).toBe(404);
  expect(body.error.message).toBe(`Could not find Application Credential: ${id}.`);
});

test('a login by id and secret gets a token for the credential’s project', async () => {
  const { use } = await arrange({ roles: [{ name: 'reader' }] });
  const { status, body } = await use();
  expect(status).toBe(201);
  expect(body.token).toMatchObject({
    methods: ['application_credential'],
    project: { name: 'demo' },
    roles: [{ name: 'reader' }],
    application_credential: { name: 'ci', restricted: true },
  });
});

test('a login by name, user and secret works alike', async () => {
  const { auth, id, secret } = await arrange();
  const user = { name: 'demo', domain: { name: 'Default' } };
  const identity = {
    methods: ['application_credential'],
    application_credential: { name: 'ci', user, secret },
  };
  const { status, body } = await auth(identity);
  expect(status).toBe(201);
  expect(body.token.application_credential.id).toBe(id);
});

test('a wrong secret, an unknown id and an unknown name get the same answer', async () => {
  const { auth, id, secret } = await arrange();
  const user = { name: 'demo', domain: { name: 'Default' } };
  for (const credential of [
    { id, secret: 'wrong' },
    { id, secret: null },
    { id: 'f'.repeat(32), secret },
    { id: 'no-id', secret },
    { name: 'unknown', user, secret },
    { name: 'ci', user: { ...user, name: 'alt_demo' }, secret },
    { name: 'ci', user: { ...user, name: 'nobody' }, secret },
  ]) {
    const identity = { methods: ['application_credential'], application_credential: credential };
    expect(await auth(identity)).toMatchObject({ status: 401, body: unauthorized });
  }
});

test('a login with a credential cannot request a project', async () => {
  const { auth, id, secret } = await arrange();
  const { status, body } = await auth(bySecret(id, secret), {
    project: { id: idOf('project', 'demo') },
  });
  expect(status).toBe(401);
  expect(body.error.message).toBe(
    'Error authenticating with application credential: Application credentials cannot request a scope.',
  );
});

test('a token expires with its credential', async () => {
  const { use, clock } = await arrange({ expires_at: '2026-11-23T10:10:00' });
  expect((await use()).body.token.expires_at).toBe('2026-11-23T10:10:00.000000Z');
  clock.pass(600);
  expect((await use()).status).toBe(401);
});

test('a credential of a disabled user, a disabled project or lost roles is refused', async () => {
  const { use, user, project, assign } = await arrange();
  await user('demo', { enabled: false });
  expect((await use()).status).toBe(401);
  await user('demo');
  await project('demo', { enabled: false });
  expect((await use()).status).toBe(401);
  await project('demo');
  await assign('demo', 'demo', 'service');
  expect((await use()).status).toBe(401);
});

test('removing a credential revokes all its tokens at once', async () => {
  const { tokenFrom, use, send, token, id } = await arrange();
  const from = await tokenFrom();
  expect((await send('DELETE', `${path}/${id}`, { token })).status).toBe(204);
  expect((await use()).status).toBe(401);
  expect((await send('GET', '/v3/auth/projects', { token: from })).status).toBe(401);
  expect((await send('DELETE', `${path}/${id}`, { token })).status).toBe(404);
});

test('the name of a removed credential can be reused', async () => {
  const { send, create, token, id } = await arrange();
  await send('DELETE', `${path}/${id}`, { token });
  expect((await create({ name: 'ci' })).status).toBe(201);
});

test('a restricted credential can list credentials but not manage them', async () => {
  const { tokenFrom, create, send, id } = await arrange();
  const from = await tokenFrom();
  expect((await send('GET', path, { token: from })).status).toBe(200);
  const refused = await create({ name: 'more' }, from);
  expect(refused.status).toBe(403);
  expect(refused.body.error.message).toBe(
    "You are not authorized to perform the requested action: Using method 'application_credential' is not allowed for managing additional application credentials..",
  );
  expect((await send('DELETE', `${path}/${id}`, { token: from })).status).toBe(403);
});

test('an unrestricted credential can manage credentials, within its own roles', async () => {
  const { tokenFrom, create } = await arrange({ unrestricted: true, roles: [{ name: 'reader' }] });
  const from = await tokenFrom();
  expect((await create({ name: 'more' }, from)).body.application_credential.roles).toEqual([
    expect.objectContaining({ name: 'reader' }),
  ]);
  expect((await create({ name: 'beyond', roles: [{ name: 'member' }] }, from)).status).toBe(400);
});

test('exchanging its token does not escape the limits of a credential', async () => {
  const { tokenFrom, auth, create, assign } = await arrange({ roles: [{ name: 'reader' }] });
  await assign('demo', 'alt_demo', 'member');
  const byToken = { methods: ['token'], token: { id: await tokenFrom() } };
  const again = await auth(byToken);
  expect(again.status).toBe(201);
  expect(again.body.token).toMatchObject({
    methods: ['token', 'application_credential'],
    roles: [{ name: 'reader' }],
    application_credential: { name: 'ci', restricted: true },
  });
  expect((await create({ name: 'more' }, again.headers.get('x-subject-token')!)).status).toBe(403);
  for (const scope of ['unscoped', { project: { id: idOf('project', 'alt_demo') } }])
    expect((await auth(byToken, scope)).status).toBe(403);
});
