import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { aChange, anAlarm } from '../../alarming/support/alarm.ts';
import { aFunction } from '../../engine/support/engine-builders.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

async function arrange() {
  const client = await devstackClient();
  const token = await client.tokenOf('admin');
  const as = (method: string, path: string, body?: unknown) =>
    client.send(method, path, { token, ...(body !== undefined && { body }) });
  const lives = async (subject: string) =>
    (await client.send('GET', '/v3/auth/tokens', { token, subject })).status === 200;
  return { ...client, token, as, lives };
}

const demo = `/v3/users/${idOf('user', 'demo')}`;
const demoProject = `/v3/projects/${idOf('project', 'demo')}`;
const grant = (role: 'admin' | 'member' | 'reader') =>
  `${demoProject}/users/${idOf('user', 'demo')}/roles/${roleIds[role]}`;

test('a user is created, found by name, and logs in', async () => {
  const { as, auth } = await arrange();
  const user = { name: 'eve', password: 'secret', email: 'eve@example.org', description: 'x' };
  const { status, body } = await as('POST', '/v3/users', { user });
  expect(status).toBe(201);
  expect(body.user).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name: 'eve',
    domain_id: 'default',
    enabled: true,
    email: 'eve@example.org',
    description: 'x',
    password_expires_at: null,
    options: {},
    links: { self: `https://cloud.example/identity/v3/users/${body.user.id}` },
  });
  expect((await as('GET', '/v3/users?name=eve')).body.users).toEqual([body.user]);
  const login = { user: { id: body.user.id, password: 'secret' } };
  expect((await auth({ methods: ['password'], password: login })).status).toBe(201);
});

test('a user without a password cannot log in', async () => {
  const { as, login } = await arrange();
  await as('POST', '/v3/users', { user: { name: 'eve' } });
  expect((await login('eve', undefined, '')).status).toBe(401);
});

test.each([
  [
    'users',
    { user: { name: 'demo' } },
    'Conflict occurred attempting to store user - Duplicate entry found with name demo at domain ID default.',
  ],
  [
    'projects',
    { project: { name: 'demo' } },
    'Conflict occurred attempting to store project - it is not permitted to have two projects with the same name in the same domain: demo.',
  ],
  [
    'roles',
    { role: { name: 'member' } },
    'Conflict occurred attempting to store role - Duplicate entry found with name member.',
  ],
])('names of %s are unique', async (kind, body, message) => {
  const { as } = await arrange();
  expect(await as('POST', `/v3/${kind}`, body)).toMatchObject({
    status: 409,
    body: { error: { code: 409, title: 'Conflict', message } },
  });
});

test('renaming a user or project frees the old name', async () => {
  const { as, login } = await arrange();
  expect((await as('PATCH', demo, { user: { name: 'demi' } })).body.user.name).toBe('demi');
  expect((await as('PATCH', demoProject, { project: { name: 'd' } })).body.project.name).toBe('d');
  expect((await as('POST', '/v3/users', { user: { name: 'demo' } })).status).toBe(201);
  expect((await as('POST', '/v3/projects', { project: { name: 'demo' } })).status).toBe(201);
  expect((await login('demi', undefined, 'demo-password')).status).toBe(201);
});

test('renaming to a taken name is refused', async () => {
  const { as } = await arrange();
  expect((await as('PATCH', demo, { user: { name: 'admin' } })).status).toBe(409);
  expect((await as('PATCH', demoProject, { project: { name: 'admin' } })).status).toBe(409);
});

test.each([
  ['a password set by an administrator', demo, 'PATCH', { user: { password: 'other' } }],
  ['disabling the user', demo, 'PATCH', { user: { enabled: false } }],
  ['deleting the user', demo, 'DELETE', undefined],
  ['disabling the project', demoProject, 'PATCH', { project: { enabled: false } }],
  ['deleting the project', demoProject, 'DELETE', undefined],
  ['withdrawing the role', grant('member'), 'DELETE', undefined],
])('%s revokes the affected tokens at once, and no others', async (_what, path, method, body) => {
  const { as, clock, lives, tokenOf } = await arrange();
  const [ended, other] = [await tokenOf('demo'), await tokenOf('alt_demo')];
  clock.pass(1);
  expect((await as(method, path, body)).status).toBeLessThan(300);
  expect(await lives(ended)).toBe(false);
  expect(await lives(other)).toBe(true);
});

test.each([
  ['user', demo, { user: { description: 'x', email: 'x', name: 'demi' } }],
  ['project', demoProject, { project: { description: 'x', name: 'demi' } }],
])('a change of a %s that withdraws nothing revokes no token', async (_what, path, body) => {
  const { as, clock, lives, tokenOf } = await arrange();
  const kept = await tokenOf('demo');
  clock.pass(1);
  await as('PATCH', path, body);
  expect(await lives(kept)).toBe(true);
});

test('a user enabled again does not get the old tokens back', async () => {
  const { as, clock, lives, login, tokenOf } = await arrange();
  const old = await tokenOf('demo');
  clock.pass(1);
  await as('PATCH', demo, { user: { enabled: false } });
  expect((await login('demo')).status).toBe(401);
  clock.pass(1);
  await as('PATCH', demo, { user: { enabled: true } });
  expect((await login('demo')).status).toBe(201);
  expect(await lives(old)).toBe(false);
});

test('deleting a user deletes its credentials and roles', async () => {
  const { as, ports, send, tokenOf } = await arrange();
  await send('POST', `${demo}/application_credentials`, {
    token: await tokenOf('demo'),
    body: { application_credential: { name: 'ci' } },
  });
  await as('DELETE', demo);
  expect(await ports.applicationCredentials.ofUser(idOf('user', 'demo'))).toEqual([]);
  expect(await ports.assignments.ofUser(idOf('user', 'demo'))).toEqual([]);
  expect((await as('GET', demo)).body.error.message).toBe(
    `Could not find user: ${idOf('user', 'demo')}.`,
  );
});

test('a project that owns something is not deleted, and the refusal lists what it owns', async () => {
  const { as, ports, lives, tokenOf } = await arrange();
  const projectId = idOf('project', 'demo');
  const [fn, alarm] = [aFunction({ projectId }), anAlarm({ projectId })];
  await ports.functions.create(fn);
  await ports.alarms.create(alarm, aChange(alarm));
  const token = await tokenOf('demo');
  expect(await as('DELETE', demoProject)).toMatchObject({
    status: 409,
    body: {
      error: {
        message: `Project ${projectId} cannot be deleted, as it still owns function ${fn.id}, alarm ${alarm.id}.`,
      },
    },
  });
  expect(await lives(token)).toBe(true);
});

test('every user can change their own password with the old one', async () => {
  const { clock, lives, login, send, tokenOf } = await arrange();
  const token = await tokenOf('demo');
  const change = (original: string) =>
    send('POST', `${demo}/password`, {
      token,
      body: { user: { original_password: original, password: 'new' } },
    });
  expect((await change('wrong')).status).toBe(401);
  clock.pass(1);
  expect((await change('demo-password')).status).toBe(204);
  expect(await lives(token)).toBe(false);
  expect((await login('demo', undefined, 'new')).status).toBe(201);
  expect((await login('demo')).status).toBe(401);
});

test('a user cannot change another user’s password this way', async () => {
  const { send, tokenOf } = await arrange();
  const body = { user: { original_password: 'demo-password', password: 'new' } };
  const answer = await send('POST', `${demo}/password`, { token: await tokenOf('alt_demo'), body });
  expect(answer.status).toBe(403);
});

test('roles are granted, listed and withdrawn', async () => {
  const { as } = await arrange();
  expect((await as('HEAD', grant('reader'))).status).toBe(404);
  expect((await as('PUT', grant('reader'))).status).toBe(204);
  expect((await as('PUT', grant('reader'))).status).toBe(204);
  expect((await as('HEAD', grant('reader'))).status).toBe(204);
  const path = `/v3/role_assignments?user.id=${idOf('user', 'demo')}`;
  const names = async (more = '') =>
    (await as('GET', `${path}&include_names=True${more}`)).body.role_assignments.map(
      ({ role }: { role: { name: string } }) => role.name,
    );
  expect(await names()).toEqual(['member', 'reader']);
  await as('DELETE', grant('reader'));
  expect(await names()).toEqual(['member']);
  expect(await names('&effective=True')).toEqual(['member', 'reader']);
  expect((await as('DELETE', grant('reader'))).body.error.message).toBe(
    `Could not find role assignment with role: ${roleIds.reader}, user or group: ${idOf('user', 'demo')}, project, domain, or system: ${idOf('project', 'demo')}.`,
  );
});

test('roles granted concurrently are all kept', async () => {
  const { as, ports } = await arrange();
  await Promise.all([as('PUT', grant('reader')), as('PUT', grant('admin'))]);
  const [held] = await ports.assignments.ofUser(idOf('user', 'demo'));
  expect(held?.roles.toSorted()).toEqual(['admin', 'member', 'reader']);
});

test('assignments are listed by id, and with names on request', async () => {
  const { as } = await arrange();
  const [user, project] = [idOf('user', 'demo'), idOf('project', 'demo')];
  const path = `/v3/role_assignments?user.id=${user}&scope.project.id=${project}`;
  const links = { assignment: `https://cloud.example/identity${grant('member')}` };
  expect((await as('GET', path)).body.role_assignments).toEqual([
    {
      role: { id: roleIds.member },
      user: { id: user },
      scope: { project: { id: project } },
      links,
    },
  ]);
  const domain = { id: 'default', name: 'Default' };
  expect((await as('GET', `${path}&include_names=1`)).body.role_assignments).toEqual([
    {
      role: { id: roleIds.member, name: 'member' },
      user: { id: user, name: 'demo', domain },
      scope: { project: { id: project, name: 'demo', domain } },
      links,
    },
  ]);
  expect((await as('GET', '/v3/role_assignments?scope.system=all')).body.role_assignments).toEqual(
    [],
  );
});

test.each([
  ['PATCH', 'update'],
  ['DELETE', 'delete'],
])('the fixed roles refuse %s', async (method, verb) => {
  const { as } = await arrange();
  expect(await as(method, `/v3/roles/${roleIds.member}`, { role: { name: 'x' } })).toMatchObject({
    status: 403,
    body: {
      error: {
        message: `Unable to ${verb} immutable role resource: \`${roleIds.member}. Set resource option "immutable" to false first.`,
      },
    },
  });
});

test.each([
  ['/v3/users?domain_id=default', 'users', 4],
  ['/v3/users?domain_id=other', 'users', 0],
  ['/v3/users?enabled=false', 'users', 0],
  ['/v3/projects?enabled=true&name=demo', 'projects', 1],
  ['/v3/projects?is_domain=True', 'projects', 0],
  ['/v3/roles?name=member', 'roles', 1],
  ['/v3/roles?domain_id=default', 'roles', 0],
  ['/v3/domains?name=Default', 'domains', 1],
  ['/v3/services?type=alarming', 'services', 1],
  ['/v3/endpoints?interface=admin', 'endpoints', 4],
  ['/v3/endpoints?region_id=RegionOne', 'endpoints', 12],
  ['/v3/regions', 'regions', 1],
])('%s lists the matching things', async (path, kind, count) => {
  const { as } = await arrange();
  expect((await as('GET', path)).body[kind]).toHaveLength(count);
});

test.each([
  ['GET', '/v3/users', 'list_users'],
  ['GET', `/v3/users/${idOf('user', 'admin')}`, 'get_user'],
  ['GET', `/v3/users/${'0'.repeat(32)}`, 'get_user'],
  ['POST', '/v3/users', 'create_user', { user: { name: 'admin' } }],
  ['PATCH', demo, 'update_user', { user: { enabled: true } }],
  ['DELETE', demo, 'delete_user'],
  ['POST', '/v3/projects', 'create_project', { project: { name: 'admin' } }],
  ['PATCH', demoProject, 'update_project', { project: { name: 'x' } }],
  ['DELETE', `/v3/projects/${'0'.repeat(32)}`, 'delete_project'],
  ['PUT', grant('admin'), 'create_grant'],
  ['DELETE', grant('member'), 'revoke_grant'],
  ['GET', grant('member'), 'check_grant'],
  ['GET', '/v3/role_assignments', 'list_role_assignments'],
  ['GET', '/v3/roles', 'list_roles'],
  ['POST', '/v3/roles', 'create_role', { role: { name: 'member' } }],
  ['GET', '/v3/domains', 'list_domains'],
  ['GET', '/v3/services', 'list_services'],
  ['GET', '/v3/endpoints', 'list_endpoints'],
  ['DELETE', '/v3/regions/RegionOne', 'delete_region'],
])('a member is refused %s %s', async (method, path, policy, body?: unknown) => {
  const { send, tokenOf } = await arrange();
  const token = await tokenOf('demo');
  expect(await send(method, path, { token, ...(body !== undefined && { body }) })).toMatchObject({
    status: 403,
    body: {
      error: {
        message: `You are not authorized to perform the requested action: identity:${policy}.`,
      },
    },
  });
});

test('users see themselves, their project and the domain', async () => {
  const { send, tokenOf } = await arrange();
  const token = await tokenOf('demo');
  for (const path of [demo, demoProject, '/v3/domains/default', '/v3/regions'])
    expect((await send('GET', path, { token })).status).toBe(200);
});

test.each([
  ['/v3/users', { user: {} }, 'Expecting to find name in user.'],
  ['/v3/users', {}, 'Expecting to find user in request body.'],
  ['/v3/users', { user: { name: 'x', options: { lock: true } } }, 'Options of users'],
  ['/v3/projects', { project: { name: 'x', is_domain: true } }, 'Further domains'],
  ['/v3/projects', { project: { name: 'x'.repeat(65) } }, "Invalid input for field 'name'"],
  ['/v3/users', { user: { name: 'x'.repeat(256) } }, "Invalid input for field 'name'"],
])('POST %s refuses %j', async (path, body, message) => {
  const { as } = await arrange();
  const answer = await as('POST', path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(message);
});
