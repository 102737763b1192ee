import { expect, test } from 'vitest';
import { devstackClient, unauthorized } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const path = '/v3/auth/tokens';
const notFound = { error: { code: 404, message: 'Failed to validate token', title: 'Not Found' } };
const byToken = (id: string) => ({ methods: ['token'], token: { id } });

test('a validated token has the body it was created with', async () => {
  const { login, send } = await devstackClient();
  const made = await login('demo', { project: { id: idOf('project', 'demo') } });
  const token = made.headers.get('x-subject-token')!;
  const shown = await send('GET', path, { token, subject: token });
  expect(shown).toMatchObject({ status: 200, body: made.body });
  expect(shown.headers.get('x-subject-token')).toBe(token);
});

test('HEAD answers the same without a body', async () => {
  const { tokenOf, send } = await devstackClient();
  const token = await tokenOf('demo');
  expect(await send('HEAD', path, { token, subject: token })).toMatchObject({
    status: 200,
    body: '',
  });
  expect((await send('HEAD', path, { token, subject: 'unknown' })).status).toBe(404);
});

test('the catalog can be left out', async () => {
  const { tokenOf, send } = await devstackClient();
  const token = await tokenOf('demo');
  const { body } = await send('GET', `${path}?nocatalog`, { token, subject: token });
  expect(body.token).toHaveProperty('project');
  expect(body.token).not.toHaveProperty('catalog');
});

test('administrators and services validate any token, others only their own', async () => {
  const { tokenOf, send } = await devstackClient();
  const subject = await tokenOf('demo');
  const look = async (name: string, project = name) =>
    send('GET', path, { token: await tokenOf(name, project), subject });
  expect((await look('admin')).status).toBe(200);
  expect((await look('events', 'service')).status).toBe(200);
  expect(await look('alt_demo')).toMatchObject({
    status: 403,
    body: {
      error: {
        message: 'You are not authorized to perform the requested action: identity:validate_token.',
        title: 'Forbidden',
      },
    },
  });
});

test('a deleted token is revoked at once: not found as a subject, refused as a credential', async () => {
  const { tokenOf, send, auth } = await devstackClient();
  const token = await tokenOf('demo');
  const other = await tokenOf('demo');
  expect(await send('DELETE', path, { token, subject: token })).toMatchObject({
    status: 204,
    body: '',
  });
  expect(await send('GET', path, { token: other, subject: token })).toMatchObject({
    status: 404,
    body: notFound,
  });
  expect(await send('DELETE', path, { token: other, subject: token })).toMatchObject({
    status: 404,
  });
  expect(await send('GET', path, { token, subject: other })).toMatchObject({
    status: 401,
    body: unauthorized,
  });
  expect(await auth(byToken(token))).toMatchObject({ status: 404, body: notFound });
});

test('only an administrator can revoke another user’s token', async () => {
  const { tokenOf, send } = await devstackClient();
  const subject = await tokenOf('demo');
  const end = async (name: string, project = name) =>
    (await send('DELETE', path, { token: await tokenOf(name, project), subject })).status;
  expect(await end('alt_demo')).toBe(403);
  expect(await end('events', 'service')).toBe(403);
  expect(await end('admin')).toBe(204);
});

test('an expired token is refused', async () => {
  const { tokenOf, send, clock } = await devstackClient();
  const subject = await tokenOf('demo');
  clock.pass(3600);
  const token = await tokenOf('demo');
  expect((await send('GET', path, { token, subject })).status).toBe(404);
  expect((await send('GET', path, { token: subject, subject: token })).status).toBe(401);
});

test.each(['', 'garbage', 'a.b.c'])('the token %j is refused everywhere', async (token) => {
  const { send } = await devstackClient();
  for (const [method, where] of [
    ['GET', path],
    ['DELETE', path],
    ['GET', '/v3/auth/catalog'],
    ['GET', '/v3/auth/projects'],
    ['GET', '/v3/projects'],
    ['GET', `/v3/users/${idOf('user', 'demo')}/projects`],
    ['GET', `/v3/users/${idOf('user', 'demo')}/application_credentials`],
    ['POST', `/v3/users/${idOf('user', 'demo')}/application_credentials`],
  ] as const)
    expect(await send(method, where, { token })).toMatchObject({ status: 401, body: unauthorized });
});

/** Manipulations of a valid token. */
const bad: readonly (readonly [string, (token: string) => string])[] = [
  ['cut short by one character', (token) => token.slice(0, -1)],
  ['cut in half', (token) => token.slice(0, token.length / 2)],
  ['with another part appended', (token) => `${token}.x`],
  ['without its signature', (token) => token.replace(/[^.]*$/, '')],
  ['with other claims', (token) => withClaims(token, { rol: ['admin', 'member', 'reader'] })],
  ['with a later expiry', (token) => withClaims(token, { to: '2096-11-23T10:00:00.000000Z' })],
  ['naming another key', (token) => withHeader(token, { kid: 'another' })],
  ['naming no key', (token) => withHeader(token, { kid: undefined })],
  ['with alg none', (token) => withHeader(token, { alg: 'none' }).replace(/[^.]*$/, '')],
  ['with alg HS256', (token) => withHeader(token, { alg: 'HS256' })],
];

const altered = (token: string, place: number, change: object): string =>
  token
    .split('.')
    .map((part, index) => {
      if (index !== place) return part;
      const fields: object = JSON.parse(Buffer.from(part, 'base64url').toString());
      return Buffer.from(JSON.stringify({ ...fields, ...change })).toString('base64url');
    })
    .join('.');
const withHeader = (token: string, change: object) => altered(token, 0, change);
const withClaims = (token: string, change: object) => altered(token, 1, change);

test.each(bad)('a token %s is refused, and not found as a subject', async (_what, made) => {
  const { tokenOf, send, auth } = await devstackClient();
  const subject = made(await tokenOf('demo'));
  const token = await tokenOf('admin');
  expect(await send('GET', '/v3/auth/projects', { token: subject })).toMatchObject({
    status: 401,
    body: unauthorized,
  });
  for (const method of ['GET', 'DELETE'])
    expect(await send(method, path, { token, subject })).toMatchObject({
      status: 404,
      body: notFound,
    });
  expect(await auth(byToken(subject))).toMatchObject({ status: 404, body: notFound });
});

test('a request without a subject token gets 404', async () => {
  const { tokenOf, send } = await devstackClient();
  expect((await send('GET', path, { token: await tokenOf('demo') })).status).toBe(404);
});

test('a token is exchanged for one in another project, with the same expiry', async () => {
  const { login, auth, assign, clock } = await devstackClient();
  await assign('demo', 'alt_demo', 'reader');
  const first = await login('demo', { project: { id: idOf('project', 'demo') } });
  clock.pass(60);
  const token = first.headers.get('x-subject-token')!;
  const { status, body } = await auth(byToken(token), {
    project: { id: idOf('project', 'alt_demo') },
  });
  expect(status).toBe(201);
  expect(body.token.project.name).toBe('alt_demo');
  expect(body.token.roles).toEqual([expect.objectContaining({ name: 'reader' })]);
  expect(body.token.methods).toEqual(['token', 'password']);
  expect(body.token.issued_at).toBe(clock.now());
  expect(body.token.expires_at).toBe(first.body.token.expires_at);
  expect(body.token.audit_ids).toEqual([expect.any(String), first.body.token.audit_ids[0]]);
});

test('a token cannot be exchanged for a project its user has no role in', async () => {
  const { tokenOf, auth } = await devstackClient();
  const token = await tokenOf('demo');
  const scope = { project: { id: idOf('project', 'alt_demo') } };
  expect(await auth(byToken(token), scope)).toMatchObject({ status: 401, body: unauthorized });
});

test('the token of a disabled user cannot be exchanged', async () => {
  const { tokenOf, auth, user } = await devstackClient();
  const token = await tokenOf('demo');
  await user('demo', { enabled: false });
  expect((await auth(byToken(token))).status).toBe(401);
});
