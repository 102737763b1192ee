import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';
import { requestOf, routesOf } from '../../support/routes.ts';

/**
 * Who may use a route: anybody; any holder of a token; the user or the tokens of the project in the
 * path, and administrators; only administrators; nobody, because the deployment fixes the resource.
 */
type Rule = 'open' | 'a token' | 'its user' | 'its project' | 'admin' | 'nobody';

const rules: Readonly<Record<string, Rule>> = {
  'GET /identity': 'open',
  'GET /identity/v3': 'open',
  'GET /identity/healthcheck': 'open',
  'POST /identity/v3/auth/tokens': 'open',
  'GET /identity/v3/auth/tokens': 'a token',
  'DELETE /identity/v3/auth/tokens': 'a token',
  'GET /identity/v3/auth/catalog': 'a token',
  'GET /identity/v3/auth/domains': 'a token',
  'GET /identity/v3/auth/projects': 'a token',
  'GET /identity/v3/regions': 'a token',
  'GET /identity/v3/regions/:id': 'a token',
  'GET /identity/v3/users/:user': 'its user',
  'POST /identity/v3/users/:user/password': 'its user',
  'GET /identity/v3/users/:user/projects': 'its user',
  'POST /identity/v3/users/:user/application_credentials': 'its user',
  'GET /identity/v3/users/:user/application_credentials': 'its user',
  'GET /identity/v3/users/:user/application_credentials/:id': 'its user',
  'DELETE /identity/v3/users/:user/application_credentials/:id': 'its user',
  'GET /identity/v3/users/:user/access_rules': 'its user',
  'GET /identity/v3/users/:user/access_rules/:id': 'its user',
  'DELETE /identity/v3/users/:user/access_rules/:id': 'its user',
  'GET /identity/v3/projects/:project': 'its project',
  'GET /identity/v3/projects': 'admin',
  'POST /identity/v3/projects': 'admin',
  'PATCH /identity/v3/projects/:project': 'admin',
  'DELETE /identity/v3/projects/:project': 'admin',
  'GET /identity/v3/users': 'admin',
  'POST /identity/v3/users': 'admin',
  'PATCH /identity/v3/users/:user': 'admin',
  'DELETE /identity/v3/users/:user': 'admin',
  'GET /identity/v3/roles': 'admin',
  'GET /identity/v3/roles/:role': 'admin',
  'GET /identity/v3/role_assignments': 'admin',
  'GET /identity/v3/projects/:project/users/:user/roles': 'admin',
  'GET /identity/v3/projects/:project/users/:user/roles/:role': 'admin',
  'PUT /identity/v3/projects/:project/users/:user/roles/:role': 'admin',
  'DELETE /identity/v3/projects/:project/users/:user/roles/:role': 'admin',
  'GET /identity/v3/domains': 'admin',
  // Every token with a project sees the default domain; other ids are refused without a look-up.
  'GET /identity/v3/domains/:id': 'admin',
  'GET /identity/v3/services': 'admin',
  'GET /identity/v3/services/:id': 'admin',
  'GET /identity/v3/endpoints': 'admin',
  'GET /identity/v3/endpoints/:id': 'admin',
  'POST /identity/v3/roles': 'nobody',
  'PATCH /identity/v3/roles/:role': 'nobody',
  'DELETE /identity/v3/roles/:role': 'nobody',
  'POST /identity/v3/domains': 'nobody',
  'PATCH /identity/v3/domains/:id': 'nobody',
  'DELETE /identity/v3/domains/:id': 'nobody',
  'POST /identity/v3/services': 'nobody',
  'PATCH /identity/v3/services/:id': 'nobody',
  'DELETE /identity/v3/services/:id': 'nobody',
  'POST /identity/v3/endpoints': 'nobody',
  'PATCH /identity/v3/endpoints/:id': 'nobody',
  'DELETE /identity/v3/endpoints/:id': 'nobody',
  'POST /identity/v3/regions': 'nobody',
  'PATCH /identity/v3/regions/:id': 'nobody',
  'DELETE /identity/v3/regions/:id': 'nobody',
};
const routesWith = (...wanted: readonly Rule[]) =>
  Object.entries(rules).flatMap(([route, rule]) => (wanted.includes(rule) ? [route] : []));

const secret = 'hunter2-is-secret';
/** Valid bodies that contain a secret. */
const bodies: Readonly<Record<string, (name: string) => object>> = {
  'POST /identity/v3/auth/tokens': (name) => ({
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name, domain: { id: 'default' }, password: secret } },
      },
    },
  }),
  'POST /identity/v3/users/:user/password': () => ({
    user: { original_password: 'admin-password', password: secret },
  }),
  'POST /identity/v3/users/:user/application_credentials': (name) => ({
    application_credential: { name, description: secret, secret },
  }),
  'POST /identity/v3/projects': (name) => ({ project: { name, description: secret } }),
  'PATCH /identity/v3/projects/:project': (name) => ({ project: { name, description: secret } }),
  'POST /identity/v3/users': (name) => ({ user: { name, password: secret, email: secret } }),
  'PATCH /identity/v3/users/:user': (name) => ({ user: { name, password: secret } }),
  'POST /identity/v3/roles': (name) => ({ role: { name } }),
};

const unused = '0'.repeat(32);
const service = 'bebeb01fcd21e0c5c120a632082e5a45';
const endpoint = 'aa0a1d0eb98ff113debae24f69e987b5';
const ids: Readonly<Record<string, string>> = {
  domains: 'default',
  services: service,
  endpoints: endpoint,
  regions: 'RegionOne',
};

/** A user `somebody` with a credential, and requests about that user or about missing things. */
async function arrange() {
  const client = await devstackClient();
  const { assign, send, tokenOf } = client;
  for (const name of ['somebody', 'onlooker', 'servant']) {
    await client.user(name);
    await client.project(name);
  }
  await assign('somebody', 'somebody', 'member');
  await assign('onlooker', 'onlooker', 'reader');
  await assign('servant', 'servant', 'service');
  const { body } = await send(
    'POST',
    `/v3/users/${idOf('user', 'somebody')}/application_credentials`,
    {
      token: await tokenOf('somebody'),
      body: { application_credential: { name: 'ci' } },
    },
  );
  const credential: string = body.application_credential.id;
  const ask = (route: string, over: { token?: string; there: boolean; of?: string }) => {
    const { token, there, of = 'somebody' } = over;
    const kind = route.split('/')[3] ?? '';
    const { method, path } = requestOf(route, {
      user: there ? idOf('user', of) : unused,
      project: there ? idOf('project', of) : unused,
      role: there ? roleIds.member : unused,
      id: there ? (ids[kind] ?? credential) : unused,
    });
    const wanted = bodies[route]?.(there ? of : 'nobody has this name');
    return send(method, path.slice('/identity'.length), {
      ...(token && { token }),
      ...(wanted && { body: wanted }),
    });
  };
  const askers = ['demo', 'onlooker', 'servant'] as const;
  return { ...client, ask, askers };
}

test('every route is covered by a rule below', async () => {
  const { ports } = await devstackClient();
  expect(routesOf(identityApp(ports)).toSorted()).toEqual(Object.keys(rules).toSorted());
});

test.each(routesWith('a token', 'its user', 'its project', 'admin', 'nobody'))(
  '%s is refused without a token',
  async (route) => {
    const { ask } = await arrange();
    const [there, missing] = [
      await ask(route, { there: true }),
      await ask(route, { there: false }),
    ];
    expect([there.status, there.body]).toEqual([401, missing.body]);
  },
);

const aboutOthers = routesWith('its user', 'its project', 'admin', 'nobody');
test.each(aboutOthers)(
  '%s of another user is refused alike, whether it exists or not',
  async (route) => {
    const { ask, askers, tokenOf } = await arrange();
    const shown = route === 'GET /identity/v3/domains/:id';
    for (const asker of askers) {
      const token = await tokenOf(asker);
      const missing = await ask(route, { token, there: false });
      expect([asker, missing.status]).toEqual([asker, 403]);
      if (shown) continue;
      const there = await ask(route, { token, there: true });
      expect([there.status, there.body]).toEqual([missing.status, missing.body]);
    }
  },
);

const project = (name: string) => ({ project: { name, domain: { id: 'default' } } });

test('a login gets the same answer whether or not the project or user exists', async () => {
  const { login, tokenOf, auth } = await arrange();
  const answers = [
    await login('demo', project('somebody')),
    await login('demo', project('nobody')),
    await login('somebody', project('somebody'), 'wrong'),
    await login('nobody', project('somebody'), 'wrong'),
  ];
  const byToken = { methods: ['token'], token: { id: await tokenOf('demo') } };
  answers.push(await auth(byToken, project('somebody')), await auth(byToken, project('nobody')));
  for (const { status, body } of answers) expect([status, body]).toEqual([401, answers[0]?.body]);
});

test.each(routesWith('its user', 'its project'))('%s is allowed to its own user', async (route) => {
  const { ask, tokenOf } = await arrange();
  const { status } = await ask(route, { token: await tokenOf('somebody'), there: true });
  // The password sent is wrong, so it is checked and refused; nobody has an access rule.
  const special = route.endsWith('/password') ? 401 : 200;
  const wanted = route.endsWith('/access_rules/:id') ? 404 : special;
  expect(status < 300 ? 200 : status).toBe(wanted);
});

test.each(routesWith('admin'))('%s is allowed to administrators', async (route) => {
  const { ask, tokenOf } = await arrange();
  const { status } = await ask(route, { token: await tokenOf('admin'), there: true });
  // The only conflict is a taken name.
  expect(route.startsWith('POST') ? [201, 409] : [200, 204]).toContain(status);
});

test.each(routesWith('nobody'))('%s is refused even to administrators', async (route) => {
  const { ask, tokenOf } = await arrange();
  expect((await ask(route, { token: await tokenOf('admin'), there: true })).status).toBe(403);
});

const changing = Object.keys(rules).filter((route) => !route.startsWith('GET'));
test.each(changing)(
  '%s is audited with who, when, from where and what, and without secrets',
  async (route) => {
    // Even an administrator can only change their own password and create their own credentials.
    const names = route.includes(':user/') ? 'admin' : 'somebody';
    for (const [asker, there] of [
      ['admin', true],
      ['admin', false],
      ['demo', true],
    ] as const) {
      const { ask, clock, lines, tokenOf } = await arrange();
      const token = await tokenOf(asker);
      lines.length = 0;
      const { status, headers } = await ask(route, { token, there, of: names });
      const records = lines.filter((line) => line.startsWith('audit '));
      expect(records).toHaveLength(1);
      expect(JSON.parse(records[0]?.slice('audit '.length) ?? '')).toMatchObject({
        at: clock.now(),
        requestId: headers.get('x-openstack-request-id'),
        source: '192.0.2.1',
        action: route.split(' ')[0],
        on: expect.stringMatching(/^[a-z_/]+$/),
        ...(rules[route] !== 'open' && { by: idOf('user', asker) }),
        outcome: status,
      });
      for (const hidden of [secret, token, names, 'nobody has this name'])
        expect(lines.join('\n')).not.toContain(hidden);
    }
  },
);

test.each(Object.keys(rules).filter((route) => route.startsWith('GET')))(
  '%s is a read and not audited',
  async (route) => {
    const { ask, lines, tokenOf } = await arrange();
    const token = await tokenOf('admin');
    lines.length = 0;
    await ask(route, { token, there: true });
    expect(lines.filter((line) => line.startsWith('audit '))).toEqual([]);
  },
);
