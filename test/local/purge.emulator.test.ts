import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { clientEnvironment } from '../../local/client-environment.ts';
import { run } from '../../local/program.ts';
import type { Session } from '../../local/session.ts';
import { roleIds } from '../../functions/identity/core/roles.ts';
import { createAlarm, createFunction, createWebhook, execute } from '../support/deployed.ts';
import { clientsOf, freshFolder, localStack, request, session } from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';

const things = z.array(z.unknown());
const list = z.union([things, z.record(z.string(), things)]);
const root = new URL('../..', import.meta.url).pathname;
let admin: Session;

beforeAll(async () => {
  admin = await session({ user: 'admin' });
});

async function make(own: Session, path: string, body: object): Promise<void> {
  expect((await request(own, 'POST', path, body)).status).toBe(201);
}

/** A project that owns one of everything; where all of it is. */
async function furnished() {
  const one = await newcomer(admin);
  const { own } = one;
  const fn = await createFunction(own, 'def main():\n    return 1\n');
  await execute(own, fn);
  await make(own, `/v1/functions/${fn}/versions`, {});
  await make(own, '/v1/aliases', { name: 'prod', function_id: fn, function_version: 1 });
  await createWebhook(own, fn);
  await make(own, '/v1/jobs', { function_id: fn, pattern: '0 0 1 1 *', count: 2 });
  await createAlarm(own, { event_rule: {} });
  return one;
}

/** How many of each a project owns, in the order of its going. */
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

test("an administrator with a role in a project empties it, and nobody else's", async () => {
  const [shop, neighbour] = [await furnished(), await furnished()];
  expect((await request(admin, 'DELETE', shop.project)).status).toBe(409);

  const stranger = await purge('admin', shop.name, '--yes');
  expect([stranger.code, stranger.stderr]).toEqual([
    1,
    expect.stringContaining(`openstack role add --user admin --project ${shop.name} member`),
  ]);
  const role = `${shop.project}/users/${admin.userId}/roles/${roleIds.admin}`;
  expect((await request(admin, 'PUT', role)).status).toBe(204);

  const look = await purge('admin', shop.name);
  expect([look.code, look.stdout]).toEqual([
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
