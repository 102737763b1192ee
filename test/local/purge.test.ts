import { expect, test } from 'vitest';
import { deleteStoredEvents, hasStoredEvents } from '../../local/purge/stored-events.ts';
import { emptyProject } from '../../local/purge/empty-project.ts';
import { loginOf } from '../../local/openstack/login.ts';
import type { ProjectClient } from '../../local/openstack/project-client.ts';

const paths = ['alarms', 'jobs', 'webhooks', 'aliases', 'functions', 'executions'] as const;
type Kind = (typeof paths)[number];
interface Resource {
  readonly id: string;
  readonly project_id: string;
}

/** Fake services that record what was deleted, in order. `refuse` decides which deletions are refused. */
function services(
  resources: Partial<Record<Kind, readonly Resource[]>>,
  refuse: (kind: string, id: string) => boolean = () => false,
) {
  const kept = new Map<string, Resource[]>(
    paths.map((kind) => [kind, [...(resources[kind] ?? [])]]),
  );
  const deleted: string[] = [];
  const project: ProjectClient = {
    id: 'ours',
    name: 'shop',
    offers: () => true,
    async request(_service, method, path) {
      const [, , kind = '', id = ''] = path.split('/');
      const listed = kept.get(kind) ?? [];
      if (method === 'GET')
        return Response.json(
          kind === 'alarms'
            ? listed.map((alarm) => ({ ...alarm, alarm_id: alarm.id }))
            : {
                [kind === 'aliases' ? 'function_aliases' : kind]: listed.map((resource) => ({
                  ...resource,
                  name: resource.id,
                })),
              },
        );
      if (refuse(kind, id)) return new Response('in use', { status: 403 });
      deleted.push(`${kind} ${id}`);
      kept.set(
        kind,
        listed.filter((resource) => resource.id !== id),
      );
      return new Response(null, { status: 204 });
    },
  };
  const reported: string[] = [];
  const empty = () =>
    emptyProject(project, { report: (line) => void reported.push(line), pause: async () => {} });
  return { deleted, empty, reported };
}

const ours = (id: string): Resource => ({ id, project_id: 'ours' });
const theirs = (id: string): Resource => ({ id, project_id: 'theirs' });

test('what starts executions is deleted first, and what refers to functions before the functions', async () => {
  const { deleted, empty, reported } = services(
    Object.fromEntries(paths.map((kind) => [kind, [ours('1')]])),
  );
  expect(await empty()).toEqual([]);
  expect(deleted).toEqual(paths.map((kind) => `${kind} 1`));
  expect(reported).toEqual(paths.map((kind) => `${kind}: 1 of 1 deleted`));
});

test("another project's resources are kept, even if they are listed", async () => {
  const { deleted, empty } = services({
    alarms: [theirs('1'), ours('2')],
    functions: [ours('3'), theirs('4')],
  });
  expect(await empty()).toEqual([]);
  expect(deleted).toEqual(['alarms 2', 'functions 3']);
});

test('a deletion that is refused temporarily is retried', async () => {
  let refusals = 0;
  const { empty } = services({ functions: [ours('1')] }, () => (refusals += 1) < 3);
  expect(await empty()).toEqual([]);
});

test('a deletion that is refused permanently is reported with its reason, and everything else is deleted', async () => {
  const { deleted, empty } = services(
    { functions: [ours('1'), ours('2')], executions: [ours('3')] },
    (kind, id) => kind === 'functions' && id === '1',
  );
  expect(await empty()).toEqual(['functions 1: 403 in use']);
  expect(deleted).toEqual(['functions 2', 'executions 3']);
});

/** A project with stored events, on a deployment that stores some, or none. */
function withEvents(stored: readonly string[], offered = true) {
  let events = [...stored];
  const project: ProjectClient = {
    id: 'ours',
    name: 'shop',
    offers: (service) => offered && service === 'event',
    async request(_service, method, path) {
      if (method === 'DELETE') events = [];
      return path.startsWith('/v2/events') && offered
        ? Response.json(events)
        : new Response('not found', { status: 404 });
    },
  };
  return project;
}

test('stored events are found and deleted, and a deployment that stores none is not asked', async () => {
  const project = withEvents(['m1']);
  expect(await hasStoredEvents(project)).toBe(true);
  await deleteStoredEvents(project);
  expect(await hasStoredEvents(project)).toBe(false);
  expect(await hasStoredEvents(withEvents(['m1'], false))).toBe(false);
});

const at = { OS_AUTH_URL: 'https://cloud.example/identity' };
const authUrl = 'https://cloud.example/identity/v3';
const password = { OS_USERNAME: 'demo', OS_PASSWORD: 'secret' };

test('a login by password has its domains', () => {
  const domains = { OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_ID: 'default' };
  expect(loginOf({ ...at, ...password, ...domains }, 'shop')).toMatchObject({
    authUrl,
    identity: {
      password: { user: { name: 'demo', password: 'secret', domain: { name: 'Default' } } },
    },
    scope: { project: { name: 'shop', domain: { id: 'default' } } },
  });
});

test('a project given by id is requested by id', () => {
  const id = 'a'.repeat(32);
  expect(loginOf({ ...at, ...password }, id).scope).toEqual({ project: { id } });
});

test('an application credential requests no scope, a token does', () => {
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

test('a missing variable is named', () => {
  expect(() => loginOf({}, 'shop')).toThrow('OS_AUTH_URL is not set');
  expect(() => loginOf(at, 'shop')).toThrow('OS_USERNAME is not set');
});
