import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { clientEnvironment } from '../../local/client-environment.ts';
import { run } from '../../local/program.ts';
import type { Session } from '../../local/session.ts';
import { roleIds } from '../../functions/identity/core/roles.ts';
import { createAlarm, createFunction, createWebhook, execute } from '../support/deployed.ts';
import { clientsOf, freshFolder, localStack, request, session } from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';

const resources = z.array(z.unknown());
const list = z.union([resources, z.record(z.string(), resources)]);
const root = new URL('../..', import.meta.url).pathname;
let admin: Session;

beforeAll(async () => {
  admin = await session({ user: 'admin' });
});

async function make(own: Session, path: string, body: object): Promise<void> {
  expect((await request(own, 'POST', path, body)).status).toBe(201);
}

/** Creates a project that owns one resource of every kind. */
async function filledProject() {
  const owner = await newcomer(admin);
  const { own } = owner;
  const fn = await createFunction(own, 'def main():\n    return 1\n');
  await execute(own, fn);
  await make(own, `/v1/functions/${fn}/versions`, {});
  await make(own, '/v1/aliases', { name: 'prod', function_id: fn, function_version: 1 });
  await createWebhook(own, fn);
  await make(own, '/v1/jobs', { function_id: fn, pattern: '0 0 1 1 *', count: 2 });
  await createAlarm(own, { event_rule: {} });
  return owner;
}

/** How many resources of each kind the project owns, in the order of deletion. */
async function counts(own: Session): Promise<readonly number[]> {
  const paths = ['jobs', 'webhooks', 'aliases', 'functions', 'executions'].map(
    (kind) => `/v1/${kind}`,
  );
  return Promise.all(
    ['/alarming/v2/alarms', ...paths].map(async (path) => {
      const body = list.parse(await (await request(own, 'GET', path)).json());
      return Array.isArray(body) ? body.length : Object.values(body).flat().length;
    }),
  );
}
const oneOfEach = [1, 1, 1, 1, 1, 1];

const purge = (user: string, project: string, ...more: readonly string[]) =>
  run(process.execPath, ['local/run.mjs', 'purge', '--project', project, ...more], {
    cwd: root,
    env: clientEnvironment({
      user,
      url: localStack.url,
      bin: clientsOf('5.1.1'),
      home: freshFolder(),
    }),
  });

test('an administrator with a role in a project empties only that project', async () => {
  const [shop, neighbour] = [await filledProject(), await filledProject()];
  expect((await request(admin, 'DELETE', shop.project)).status).toBe(409);

  const withoutRole = await purge('admin', shop.name, '--yes');
  expect([withoutRole.code, withoutRole.stderr]).toEqual([
    1,
    expect.stringContaining(`openstack role add --user admin --project ${shop.name} member`),
  ]);
  const role = `${shop.project}/users/${admin.userId}/roles/${roleIds.admin}`;
  expect((await request(admin, 'PUT', role)).status).toBe(204);

  const listing = await purge('admin', shop.name);
  expect([listing.code, listing.stdout]).toEqual([
    0,
    expect.stringContaining(
      'owns 1 alarms, 1 jobs, 1 webhooks, 1 aliases, 1 functions, 1 executions.',
    ),
  ]);
  expect(await counts(shop.own)).toEqual(oneOfEach);

  const done = await purge('admin', shop.name, '--yes');
  expect([done.code, done.stderr]).toEqual([0, '']);
  expect(await counts(shop.own)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await counts(neighbour.own)).toEqual(oneOfEach);
  expect((await purge('admin', shop.name, '--yes')).stdout).toContain('owns nothing');
  expect((await request(admin, 'DELETE', shop.project)).status).toBe(204);

  expect((await purge(neighbour.name, neighbour.name, '--yes')).code).toBe(0);
});
