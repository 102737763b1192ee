import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { devstackClient } from '../support/identity-client.ts';
import { generatedRequests } from '../support/generated-requests.ts';
import { idOf } from '../support/identity-world.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\ud800',
    '\0',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'default',
    'Default',
    'RegionOne',
    'demo',
    'x'.repeat(300),
    'x'.repeat(1100),
    'ｄｅｍｏ',
    '😀'.repeat(128),
    '../users',
    "' OR 1=1",
    idOf('user', 'demo'),
    idOf('project', 'demo'),
    roleIds.member,
    '0'.repeat(32),
  ),
);
const leaf = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}),
);
const segment = fc.oneof(
  {
    weight: 6,
    arbitrary: text.map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '?'))),
  },
  { weight: 1, arbitrary: fc.constantFrom('%', '%ff', '%2e%2e', '%00', '.', '..') },
);
const known = fc.constantFrom(
  'users',
  'projects',
  'roles',
  'domains',
  'services',
  'endpoints',
  'regions',
  'groups',
  'role_assignments',
  'auth',
  'tokens',
  'catalog',
  'application_credentials',
  'password',
);
const path = fc.oneof(
  fc.tuple(known, segment).map((parts) => parts.join('/')),
  fc
    .tuple(segment, segment, segment)
    .map(([project, user, role]) => `projects/${project}/users/${user}/roles/${role}`),
  fc.tuple(segment, known, segment).map(([user, kind, id]) => `users/${user}/${kind}/${id}`),
  fc.tuple(segment, known).map(([user, kind]) => `users/${user}/${kind}`),
  fc.array(fc.oneof(known, segment), { maxLength: 6 }).map((parts) => parts.join('/')),
  known,
  { weight: 3, arbitrary: fc.constantFrom('users', 'projects') },
);
const query = fc.dictionary(
  fc.oneof(
    fc.constantFrom('name', 'enabled', 'domain_id', 'effective', 'user.id', 'scope.project.id'),
    fc.constantFrom('name__icontains', 'limit', 'marker', 'sort_key', '__proto__', 'constructor'),
    text,
  ),
  text,
  { maxKeys: 3 },
);
const thing = fc.oneof(
  fc.record(
    {
      name: leaf,
      enabled: leaf,
      password: leaf,
      original_password: leaf,
      description: leaf,
      email: leaf,
      domain_id: leaf,
      parent_id: leaf,
      default_project_id: leaf,
      options: leaf,
      roles: leaf,
      expires_at: leaf,
    },
    { requiredKeys: [] },
  ),
  leaf,
);
const body = fc.oneof(
  fc.record(
    { user: thing, project: thing, role: thing, application_credential: thing, auth: thing },
    { requiredKeys: [] },
  ),
  // A single field, which the strict schemas accept.
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('user', 'project'),
        fc.record({ name: text, description: text, enabled: fc.boolean() }, { requiredKeys: [] }),
      )
      .map(([kind, fields]) => ({ [kind]: fields })),
  },
  leaf,
);
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'BREW');

/** Replaces the name of a field by one that every object inherits. */
const field = fc.option(fc.constantFrom('__proto__', 'constructor', 'toString'));
const renamed = (asked: unknown, name: string | null): string =>
  JSON.stringify(asked).replace(
    /"(?:name|enabled|methods|password|description)":/,
    name === null ? '$&' : `"${name}":`,
  );
const json = { 'content-type': 'application/json' };

const unsigned = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('no request to the identity API is answered with a 5xx', async () => {
  const { send, tokenOf } = await devstackClient();
  const [admin, demo] = [await tokenOf('admin'), await tokenOf('demo')];
  const [, claims = ''] = admin.split('.');
  const token = fc.oneof(
    { weight: 6, arbitrary: fc.constant(admin) },
    { weight: 2, arbitrary: fc.constant(demo) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'x',
        '..',
        admin.slice(0, -3),
        `${admin}x`,
        `${unsigned({ alg: 'none' })}.${claims}.`,
        `${unsigned({ alg: 'EdDSA', kid: 'another' })}.${claims}.${admin.split('.')[2]}`,
      ),
    },
  );
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.record({ method, path, query, token, body, field }), async (asked) => {
      const search = new URLSearchParams(asked.query).toString();
      const reads = asked.method === 'GET' || asked.method === 'HEAD';
      const { status } = await send(asked.method, `/v3/${asked.path}?${search}`, {
        token: asked.token,
        subject: asked.token,
        ...(!reads && { raw: renamed(asked.body, asked.field), headers: json }),
      });
      seen.add(status);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: generatedRequests(0.75) },
  );
  // The requests covered reads, creations and every kind of refusal.
  for (const status of [200, 201, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});
