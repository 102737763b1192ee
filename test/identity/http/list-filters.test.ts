import { expect, test } from 'vitest';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

async function arrange() {
  const client = await devstackClient();
  const token = await client.tokenOf('admin');
  const list = async (path: string) => client.send('GET', `/v3/${path}`, { token });
  /** The names, or ids, of what a list gives. */
  const named = async (path: string): Promise<readonly string[]> => {
    const { body } = await list(path);
    const kind = Object.keys(body).find((key) => Array.isArray(body[key])) ?? '';
    return body[kind]
      .map((one: { readonly name?: string; readonly id: string }) => one.name ?? one.id)
      .toSorted();
  };
  return { ...client, token, list, named };
}

const everybody = ['admin', 'alt_demo', 'demo', 'events'];

const narrowed: readonly (readonly [string, readonly string[]])[] = [
  ['users', everybody],
  ['users?name=demo', ['demo']],
  ['users?name__contains=emo', ['alt_demo', 'demo']],
  ['users?name__contains=EMO', []],
  ['users?name__icontains=EMO', ['alt_demo', 'demo']],
  ['users?name__startswith=adm', ['admin']],
  ['users?name__istartswith=ADM', ['admin']],
  ['users?name__endswith=mo', ['alt_demo', 'demo']],
  ['users?name__iendswith=MO', ['alt_demo', 'demo']],
  ['users?name__contains=emo&name__startswith=d', ['demo']],
  ['users?name=demo&name=admin', []],
  ['users?enabled', everybody],
  ['users?enabled=off', []],
  ['users?domain_id__startswith=def', everybody],
  ['users?domain_id=nobody', []],
  ['users?idp_id=x', []],
  ['users?protocol_id=x', []],
  ['users?unique_id=x', []],
  ['users?password_expires_at=lt:2030-12-08T22:02:00Z', []],
  ['users?sort_key=name&sort_dir=desc', everybody],
  ['projects?name__contains=emo', ['alt_demo', 'demo']],
  ['projects?enabled=false', []],
  ['projects?domain_id=nobody', []],
  ['projects?is_domain=true', []],
  ['projects?is_domain=0', ['admin', 'alt_demo', 'demo', 'service']],
  ['projects?parent_id=default', ['admin', 'alt_demo', 'demo', 'service']],
  ['projects?parent_id=other', []],
  ['projects?tags=x', []],
  ['projects?tags-any=x', []],
  ['projects?not-tags=x&name=demo', ['demo']],
  ['projects?not-tags-any=x,y&name=demo', ['demo']],
  [`users/${idOf('user', 'demo')}/projects?name__contains=x`, []],
  ['auth/projects?name=nobody', []],
  ['roles?name__startswith=mem', ['member']],
  ['roles?domain_id=default', []],
  ['roles?name=nobody', []],
  ['services?type=alarming', ['aodh']],
  ['services?type__contains=engine', ['qinling']],
  ['services?name=nobody', []],
  ['endpoints?region_id=nowhere', []],
  ['endpoints?service_id=nobody', []],
  ['endpoints?interface=other', []],
  ['regions?parent_region_id=x', []],
  ['domains?name=nobody', []],
  ['domains?name__icontains=DEF', ['Default']],
  ['domains?enabled=false', []],
  [`users/${idOf('user', 'admin')}/application_credentials?name=x`, []],
];

test.each(narrowed)('%s gives %j', async (path, names) => {
  const { named } = await arrange();
  expect(await named(path)).toEqual(names);
});

const lists = [
  'users',
  'projects',
  'auth/projects',
  `users/${idOf('user', 'demo')}/projects`,
  `users/${idOf('user', 'demo')}/application_credentials`,
  'roles',
  'services',
  'endpoints',
  'regions',
  'domains',
  'role_assignments',
  `projects/${idOf('project', 'demo')}/users/${idOf('user', 'demo')}/roles`,
];
const unknown = [
  'name__foo=x',
  'name__i=x',
  'name__=x',
  '__contains=x',
  'name__contains__x=y',
  'constructor=x',
  '__proto__=x',
  'toString__contains=x',
  'enabled__',
];

test.each(lists)('%s refuses a filter that it does not know', async (path) => {
  const { list } = await arrange();
  for (const filter of unknown) {
    const { status, body } = await list(`${path}?${filter}`);
    const [name = ''] = filter.split('=');
    expect([filter, status, body.error?.message]).toEqual([
      filter,
      400,
      `Additional properties are not allowed ('${name}' was unexpected)`,
    ]);
  }
});

test('endpoints of every interface are listed, shown and in the catalog of a token', async () => {
  const { list, login } = await arrange();
  for (const face of ['public', 'internal', 'admin']) {
    const { body } = await list(`endpoints?interface=${face}`);
    expect(body.endpoints).toHaveLength(4);
    const [one] = body.endpoints;
    expect((await list(`endpoints/${one.id}`)).body.endpoint).toEqual(one);
  }
  const { body } = await login('demo', { project: { name: 'demo', domain: { id: 'default' } } });
  for (const { endpoints } of body.token.catalog)
    expect(endpoints.map((one: { readonly interface: string }) => one.interface)).toEqual([
      'public',
      'internal',
      'admin',
    ]);
});

const assignments: readonly (readonly [string, number])[] = [
  ['', 4],
  [`user.id=${idOf('user', 'demo')}`, 1],
  [`user.id=${idOf('user', 'demo')}&user.id=${idOf('user', 'admin')}`, 0],
  [`user.id=${idOf('user', 'demo')}&effective`, 2],
  [`user.id=${idOf('user', 'demo')}&effective=0`, 1],
  [`scope.project.id=${idOf('project', 'demo')}&include_subtree`, 1],
  [`role.id=${roleIds.member}`, 2],
  ['role.id=nobody', 0],
  ['group.id=x', 0],
  ['scope.domain.id=default', 0],
  ['scope.system=all', 0],
  ['scope.OS-INHERIT:inherited_to=projects', 0],
];

test.each(assignments)('role_assignments?%s gives %i', async (query, count) => {
  const { list } = await arrange();
  expect((await list(`role_assignments?${query}`)).body.role_assignments).toHaveLength(count);
});

test.each([
  ['user.id=x&group.id=y', 'Specify a user or group, not both'],
  ['scope.project.id=x&scope.domain.id=y', 'Specify a domain or project, not both'],
  ['scope.project.id=x&scope.system=all', 'Specify system or project, not both'],
  ['scope.domain.id=x&scope.system=all', 'Specify system or domain, not both'],
  ['include_subtree', 'scope.project.id must be specified if include_subtree is also specified'],
])('role_assignments?%s is refused as Keystone refuses it', async (query, message) => {
  const { list } = await arrange();
  const { status, body } = await list(`role_assignments?${query}`);
  expect([status, body.error.message]).toEqual([400, message]);
});

test('a list comes in pages of the asked length, each with a link to the next', async () => {
  const { list, send, token } = await arrange();
  const all = (await list('users')).body.users;
  const first = (await list('users?limit=3&domain_id=default')).body;
  expect([first.users, first.truncated]).toEqual([all.slice(0, 3), true]);
  const next = first.links.next.replace('https://cloud.example/identity', '');
  expect(next).toContain('domain_id=default');
  const { body } = await send('GET', next, { token });
  expect(body).toEqual({
    users: all.slice(3),
    links: { next: null, previous: null, self: 'https://cloud.example/identity/v3/users' },
  });
});

test('a list is sorted as asked', async () => {
  const { list } = await arrange();
  const sorted: readonly (readonly [query: string, names: readonly string[]])[] = [
    ['sort_key=name', everybody],
    ['sort_key=name&sort_dir=desc', everybody.toReversed()],
  ];
  for (const [query, names] of sorted) {
    const { body } = await list(`users?${query}`);
    expect(body.users.map(({ name }: { readonly name: string }) => name)).toEqual(names);
  }
});

test.each([
  ['limit=0', 400],
  ['limit=999999999', 200],
  ['limit=1000000000', 400],
  ['limit=-1', 400],
  ['limit=many', 400],
  ['limit=1&limit=2', 400],
  ['sort_key=password', 400],
  ['sort_key=constructor', 400],
  ['sort_dir=up', 400],
  ['password_expires_at=soon', 400],
  ['marker=nobody', 404],
])('users?%s is answered with %i', async (query, status) => {
  const { list } = await arrange();
  expect((await list(`users?${query}`)).status).toBe(status);
});
