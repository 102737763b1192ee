import { expect, test } from 'vitest';
import { identityApp } from '../../../functions/identity/http/app.ts';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const unsigned = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const demoUser = { name: 'demo', domain: { id: 'default' } };
const user = {
  user: { name: 'new', password: 'p', email: 'a@b', description: 'd', enabled: true },
};
const project = {
  project: { name: 'new', description: 'd', enabled: true, domain_id: 'default' },
};
const login = (identity: object) => ({
  auth: { identity, scope: { project: { name: 'demo', domain: { id: 'default' } } } },
});

async function world() {
  const { ports, tokenOf } = await devstackClient();
  const [admin, demo] = [await tokenOf('admin'), await tokenOf('demo')];
  const [, claims = '', signature = ''] = admin.split('.');
  const bodiesOf = {
    'POST /identity/v3/users': [user],
    'PATCH /identity/v3/users/:user': [user],
    'POST /identity/v3/users/:user/password': [
      { user: { original_password: 'demo-password', password: 'demo-password' } },
    ],
    'POST /identity/v3/projects': [project],
    'PATCH /identity/v3/projects/:project': [project],
    'POST /identity/v3/users/:user/application_credentials': [
      {
        application_credential: {
          name: 'new',
          secret: 's',
          roles: [{ name: 'member' }],
          expires_at: '2030-01-01T00:00:00',
          unrestricted: false,
        },
      },
    ],
    'POST /identity/v3/auth/tokens': [
      login({
        methods: ['password'],
        password: { user: { ...demoUser, password: 'demo-password' } },
      }),
      login({ methods: ['token'], token: { id: demo } }),
      login({
        methods: ['application_credential'],
        application_credential: { name: 'x', secret: 's', user: demoUser },
      }),
    ],
  };
  const dialect: Dialect = {
    routes: identityApp(ports),
    ids: [
      idOf('user', 'demo'),
      idOf('user', 'admin'),
      idOf('project', 'demo'),
      roleIds.member,
      roleIds.reader,
      'default',
      'RegionOne',
      '0'.repeat(32),
    ],
    names: [
      'name',
      'enabled',
      'password',
      'original_password',
      'description',
      'email',
      'domain_id',
      'parent_id',
      'default_project_id',
      'options',
      'roles',
      'expires_at',
      'unrestricted',
      'user',
      'project',
      'role',
      'application_credential',
      'auth',
      'methods',
      'name__icontains',
      'limit',
      'marker',
      'sort_key',
      'effective',
      'include_names',
      'user.id',
      'scope.project.id',
    ],
    words: [
      'Default',
      'demo',
      'ｄｅｍｏ',
      'token',
      'demo-password',
      'true',
      '5',
      '2030-01-01T00:00:00Z',
      '../users',
    ],
    tokens: [
      admin,
      admin,
      admin,
      admin,
      demo,
      demo,
      '',
      '..',
      admin.slice(0, -3),
      `${unsigned({ alg: 'none' })}.${claims}.`,
      `${unsigned({ alg: 'EdDSA', kid: 'another' })}.${claims}.${signature}`,
    ],
    headers: [
      { 'x-subject-token': admin },
      { 'x-subject-token': demo },
      { 'x-subject-token': 'x' },
    ],
    queries: [
      [
        ['name', 'demo'],
        ['enabled', 'true'],
        ['domain_id', 'default'],
      ],
      [
        ['limit', '5'],
        ['marker', idOf('user', 'demo')],
      ],
      [
        ['user.id', idOf('user', 'demo')],
        ['effective', ''],
      ],
    ],
    bodies: Object.values(bodiesOf).flat(),
    bodiesOf,
  };
  return { app: identityApp(ports), dialect };
}

test('no request to the identity API is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.75));
  // The requests covered reads, creations and every kind of refusal.
  for (const status of [200, 201, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});
