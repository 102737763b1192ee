import { expect, test } from 'vitest';
import { emptyProject } from '../../local/purge/empty-project.ts';
import { loginOf } from '../../local/purge/login.ts';
import type { ProjectClient } from '../../local/purge/project-client.ts';

const paths = ['alarms', 'jobs', 'webhooks', 'aliases', 'functions', 'executions'] as const;
type Kind = (typeof paths)[number];
interface Thing {
  readonly id: string;
  readonly project_id: string;
}

/**
 * Services of which only the paths matter: what they list and what was deleted, in its order. `refuse`
 * says what is not deleted.
 */
function services(
  things: Partial<Record<Kind, readonly Thing[]>>,
  refuse: (kind: string, id: string) => boolean = () => false,
) {
  const kept = new Map<string, Thing[]>(paths.map((kind) => [kind, [...(things[kind] ?? [])]]));
  const deleted: string[] = [];
  const project: ProjectClient = {
    id: 'ours',
    name: 'shop',
    async request(_service, method, path) {
      const [, , kind = '', id = ''] = path.split('/');
      const listed = kept.get(kind) ?? [];
      if (method === 'GET')
        return Response.json(
          kind === 'alarms'
            ? listed.map((alarm) => ({ ...alarm, alarm_id: alarm.id }))
            : {
                [kind === 'aliases' ? 'function_aliases' : kind]: listed.map((thing) => ({
                  ...thing,
                  name: thing.id,
                })),
              },
        );
      if (refuse(kind, id)) return new Response('in use', { status: 403 });
      deleted.push(`${kind} ${id}`);
      kept.set(
        kind,
        listed.filter((thing) => thing.id !== id),
      );
      return new Response(null, { status: 204 });
    },
  };
  const said: string[] = [];
  const empty = () =>
    emptyProject(project, { report: (line) => void said.push(line), pause: async () => {} });
  return { deleted, empty, said };
}

const ours = (id: string): Thing => ({ id, project_id: 'ours' });
const theirs = (id: string): Thing => ({ id, project_id: 'theirs' });

test('what points at a function goes before it, and what starts executions before all', async () => {
  const { deleted, empty, said } = services(
    Object.fromEntries(paths.map((kind) => [kind, [ours('1')]])),
  );
  expect(await empty()).toEqual([]);
  expect(deleted).toEqual(paths.map((kind) => `${kind} 1`));
  expect(said).toEqual(paths.map((kind) => `${kind}: 1 of 1 deleted`));
});

test("another project's things stay, even if they are listed", async () => {
  const { deleted, empty } = services({
    alarms: [theirs('1'), ours('2')],
    functions: [ours('3'), theirs('4')],
  });
  expect(await empty()).toEqual([]);
  expect(deleted).toEqual(['alarms 2', 'functions 3']);
});

test('what is refused for the moment is tried again', async () => {
  let refusals = 0;
  const { empty } = services({ functions: [ours('1')] }, () => (refusals += 1) < 3);
  expect(await empty()).toEqual([]);
});

test('what is refused for good is named with its reason, and everything else goes', async () => {
  const { deleted, empty } = services(
    { functions: [ours('1'), ours('2')], executions: [ours('3')] },
    (kind, id) => kind === 'functions' && id === '1',
  );
  expect(await empty()).toEqual(['functions 1: 403 in use']);
  expect(deleted).toEqual(['functions 2', 'executions 3']);
});

const at = { OS_AUTH_URL: 'https://cloud.example/identity' };
const authUrl = 'https://cloud.example/identity/v3';
const password = { OS_USERNAME: 'demo', OS_PASSWORD: 'secret' };

test('a login by password names its domains', () => {
  const domains = { OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_ID: 'default' };
  expect(loginOf({ ...at, ...password, ...domains }, 'shop')).toMatchObject({
    authUrl,
    identity: {
      password: { user: { name: 'demo', password: 'secret', domain: { name: 'Default' } } },
    },
    scope: { project: { name: 'shop', domain: { id: 'default' } } },
  });
});

test('a project named by its id is asked for by its id', () => {
  const id = 'a'.repeat(32);
  expect(loginOf({ ...at, ...password }, id).scope).toEqual({ project: { id } });
});

test('an application credential asks for no project, a token does', () => {
  const credential = { OS_APPLICATION_CREDENTIAL_ID: 'c', OS_APPLICATION_CREDENTIAL_SECRET: 's' };
  expect(loginOf({ ...at, ...credential }, 'shop')).toMatchObject({
    identity: { application_credential: { id: 'c', secret: 's' } },
    scope: undefined,
  });
  expect(loginOf({ ...at, OS_AUTH_TYPE: 'v3token', OS_TOKEN: 't' }, 'shop')).toMatchObject({
    identity: { methods: ['token'], token: { id: 't' } },
    scope: { project: { name: 'shop' } },
  });
});

test('what is missing is named', () => {
  expect(() => loginOf({}, 'shop')).toThrow('OS_AUTH_URL is not set');
  expect(() => loginOf(at, 'shop')).toThrow('OS_USERNAME is not set');
});
