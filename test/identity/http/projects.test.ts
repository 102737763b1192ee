import { expect, test } from 'vitest';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const names = (body: { readonly projects: readonly { readonly name: string }[] }) =>
  body.projects.map(({ name }) => name).toSorted();

test('users see the projects they have a role in', async () => {
  const { tokenOf, send, assign } = await devstackClient();
  await assign('demo', 'service', 'reader');
  const token = await tokenOf('demo');
  const { status, body } = await send('GET', '/v3/auth/projects', { token });
  expect(status).toBe(200);
  expect(names(body)).toEqual(['demo', 'service']);
  expect(body.links).toEqual({
    next: null,
    self: 'https://cloud.example/identity/v3/auth/projects',
    previous: null,
  });
  expect(body.projects[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: expect.any(String),
    domain_id: 'default',
    description: '',
    enabled: true,
    parent_id: 'default',
    is_domain: false,
    tags: [],
    options: {},
    links: { self: expect.stringContaining('https://cloud.example/identity/v3/projects/') },
  });
});

test('a disabled project is not listed as available', async () => {
  const { tokenOf, send, assign, project } = await devstackClient();
  await assign('demo', 'service', 'reader');
  await project('service', { enabled: false });
  const { body } = await send('GET', '/v3/auth/projects', { token: await tokenOf('demo') });
  expect(names(body)).toEqual(['demo']);
});

test('a token without a project sees its user’s projects', async () => {
  const { login, send } = await devstackClient();
  const token = (await login('demo', 'unscoped')).headers.get('x-subject-token')!;
  expect(names((await send('GET', '/v3/auth/projects', { token })).body)).toEqual(['demo']);
});

test('only the user and administrators see the user’s projects', async () => {
  const { tokenOf, send } = await devstackClient();
  const path = `/v3/users/${idOf('user', 'demo')}/projects`;
  const look = async (name: string) => send('GET', path, { token: await tokenOf(name) });
  expect(names((await look('demo')).body)).toEqual(['demo']);
  expect(names((await look('admin')).body)).toEqual(['demo']);
  expect(await look('alt_demo')).toMatchObject({
    status: 403,
    body: {
      error: {
        message:
          'You are not authorized to perform the requested action: identity:list_user_projects.',
      },
    },
  });
});

test('only administrators list all projects; other clients then list their own', async () => {
  const { tokenOf, send } = await devstackClient();
  const all = await send('GET', '/v3/projects', { token: await tokenOf('admin') });
  expect(names(all.body)).toEqual(['admin', 'alt_demo', 'demo', 'service']);
  const one = await send('GET', '/v3/projects?name=demo', { token: await tokenOf('admin') });
  expect(names(one.body)).toEqual(['demo']);
  const refused = await send('GET', '/v3/projects', { token: await tokenOf('demo') });
  expect(refused.status).toBe(403);
});

test('only its own tokens and administrators see a project; others cannot tell whether it exists', async () => {
  const { tokenOf, send } = await devstackClient();
  const look = async (name: string, id: string) =>
    (await send('GET', `/v3/projects/${id}`, { token: await tokenOf(name) })).status;
  expect(await look('demo', idOf('project', 'demo'))).toBe(200);
  expect(await look('admin', idOf('project', 'demo'))).toBe(200);
  expect(await look('demo', idOf('project', 'alt_demo'))).toBe(403);
  expect(await look('demo', 'f'.repeat(32))).toBe(403);
  expect(await look('admin', 'f'.repeat(32))).toBe(404);
});

test('only a token with a project sees the catalog', async () => {
  const { tokenOf, login, send } = await devstackClient();
  const { status, body } = await send('GET', '/v3/auth/catalog', { token: await tokenOf('demo') });
  expect(status).toBe(200);
  expect(body.catalog.map(({ type }: { type: string }) => type)).toEqual([
    'identity',
    'function-engine',
    'alarming',
    'metric',
  ]);
  const unscoped = (await login('demo', 'unscoped')).headers.get('x-subject-token')!;
  expect((await send('GET', '/v3/auth/catalog', { token: unscoped })).status).toBe(403);
});
