import { expect, test } from 'vitest';
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
