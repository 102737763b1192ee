import { expect, test } from 'vitest';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { routesOf } from '../../support/routes.ts';
import { devstackClient } from '../support/identity-client.ts';

const version = expect.objectContaining({
  id: 'v3.14',
  status: 'stable',
  links: [{ rel: 'self', href: 'https://cloud.example/identity/v3/' }],
});

test.each(['', '/'])('the root %j offers version 3', async (path) => {
  const { send } = await devstackClient();
  const { status, headers, body } = await send('GET', path);
  expect(status).toBe(300);
  expect(headers.get('location')).toBe('https://cloud.example/identity/v3/');
  expect(body).toEqual({ versions: { values: [version] } });
});

test.each(['/v3', '/v3/'])('%s describes itself', async (path) => {
  const { send } = await devstackClient();
  expect(await send('GET', path)).toMatchObject({ status: 200, body: { version } });
});

test('URLs come from the settings, whatever the request says', async () => {
  const { send } = await devstackClient();
  const headers = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example',
  };
  const { body } = await send('GET', '/v3', { headers });
  expect(JSON.stringify(body)).not.toContain('evil');
});

test('the health check needs no token', async () => {
  const { send } = await devstackClient();
  expect(await send('GET', '/healthcheck')).toMatchObject({ status: 200, body: 'OK' });
});

test('every answer carries a request id, varies by token and is not to be stored', async () => {
  const { send } = await devstackClient();
  for (const path of ['/v3', '/v3/auth/projects', '/nothing/here']) {
    const { headers } = await send('GET', path);
    expect(headers.get('x-openstack-request-id')).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(headers.get('vary')).toBe('X-Auth-Token');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('an unknown path is not found in Keystone’s form', async () => {
  const { send } = await devstackClient();
  const { status, body } = await send('GET', '/v3/nothing');
  expect(status).toBe(404);
  expect(body.error).toEqual({
    code: 404,
    message: 'The resource could not be found.',
    title: 'Not Found',
  });
});

test('a slash at the end makes no difference', async () => {
  const { ports, send, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  const paths = routesOf(identityApp(ports)).flatMap((route) => {
    const [method, path = ''] = route.split(' ');
    return method === 'GET' && !path.includes(':') ? [path.slice('/identity'.length)] : [];
  });
  expect(paths).toContain('/v3/auth/tokens');
  for (const path of paths) {
    const [without, withSlash] = await Promise.all([
      send('GET', path, { token, subject: token }),
      send('GET', `${path}/`, { token, subject: token }),
    ]);
    expect([path, withSlash.status, withSlash.body]).toEqual([path, without.status, without.body]);
    expect(without.status).toBeLessThan(400);
  }
});

test('a login is served with a slash at the end', async () => {
  const { send } = await devstackClient();
  const user = { name: 'demo', password: 'demo-password', domain: { id: 'default' } };
  const body = { auth: { identity: { methods: ['password'], password: { user } } } };
  const { status, headers } = await send('POST', '/v3/auth/tokens/', { body });
  expect(status).toBe(201);
  expect(headers.get('x-subject-token')).not.toBeNull();
});

const refused = {
  error: {
    code: 405,
    message: 'The method is not allowed for the requested URL.',
    title: 'Method Not Allowed',
  },
};

test.each([
  ['PUT', '', 'GET, HEAD, OPTIONS'],
  ['DELETE', '/v3/', 'GET, HEAD, OPTIONS'],
  ['PUT', '/v3/auth/tokens', 'DELETE, GET, HEAD, OPTIONS, POST'],
  ['PUT', '/v3/auth/tokens/', 'DELETE, GET, HEAD, OPTIONS, POST'],
  ['DELETE', '/v3/users', 'GET, HEAD, OPTIONS, POST'],
  ['PUT', '/v3/users/x', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
  ['GET', '/v3/users/x/password', 'OPTIONS, POST'],
  ['POST', '/v3/projects/x/users/y/roles/z', 'DELETE, GET, HEAD, OPTIONS, PUT'],
])('%s %s is refused with the methods that are allowed', async (method, path, allowed) => {
  const { send } = await devstackClient();
  const { status, headers, body } = await send(method, path);
  expect([status, headers.get('allow'), body]).toEqual([405, allowed, refused]);
  const options = await send('OPTIONS', path);
  expect([options.status, options.headers.get('allow'), options.body]).toEqual([200, allowed, '']);
});
