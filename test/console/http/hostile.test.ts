import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { adminWorld } from '../support/admin-world.ts';
import { consoleWorld } from '../support/console-world.ts';
import { sessionWorld } from '../support/session-world.ts';

async function lists() {
  const world = consoleWorld();
  await world.event({ traits: [['vm', 1, 'x']] });
  const delivery = world.delivery();
  const execution = world.execution({ functionId: world.fn().id });
  world.firing();
  world.hit();
  const { newest } = (await world.get('/executions')).json;
  const { next } = (await world.get('/activity')).json;
  const dialect: Dialect = {
    routes: world.app,
    ids: [delivery.id, execution.id],
    names: [
      'limit',
      'before',
      'after',
      'event_type',
      'message_id',
      'trait',
      'outcome',
      'function_id',
      'status',
      'cause',
      'state',
      'alarm_id',
      'period',
      'from',
      'to',
    ],
    words: [newest, next, '1', '200', 'a.*', 'vm=x', 'fired', 'failed', 'alarm', 'hour'],
    tokens: ['u1|p1|reader', 'u1|p1|reader', 'u1|p1|admin', 'u2|p2|service', 'wrong', ''],
    bodies: [{}],
    queries: [
      [
        ['limit', '2'],
        ['after', newest],
      ],
      [['after', next]],
      [['outcome', 'fired']],
      [
        ['period', 'minute'],
        ['from', '2026-11-23T07:00:00Z'],
      ],
    ],
  };
  return { app: world.app, dialect };
}

async function session() {
  const { app, identity, idOf } = await sessionWorld('own');
  const token = await identity.tokenOf('demo');
  const signIn = { user: 'demo', domain: 'Default', password: 'demo-password', project: 'shop' };
  const dialect: Dialect = {
    routes: app,
    ids: [idOf('project', 'shop')],
    names: ['user', 'domain', 'password', 'project', 'application_credential', 'id', 'secret'],
    words: ['demo', 'shop', 'Default'],
    tokens: [token, token, 'wrong', ''],
    bodies: [
      signIn,
      { application_credential: { id: 'x', secret: 's' } },
      { project: idOf('project', 'shop') },
    ],
    headers: [
      { 'content-type': 'application/json' },
      { cookie: `__Host-taibai=${token}; __Host-taibai-root=${token}`, 'x-taibai-console': '1' },
      { cookie: '__Host-taibai=%E0%A4%A; __Host-taibai-root', 'x-taibai-console': '1' },
    ],
  };
  return { app, dialect };
}

async function administration() {
  const { app } = adminWorld();
  const dialect: Dialect = {
    routes: app,
    ids: ['hits', 'undelivered-hits', 'l1'],
    names: ['limit', 'ids'],
    words: ['1', 'l1'],
    tokens: ['admin', 'admin', 'member', 'wrong', ''],
    bodies: [{ limit: 1 }, { ids: ['l1', 'l2'] }],
  };
  return { app, dialect };
}

test('no request for a list of the console is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(lists, hostileRequests(1));
  for (const status of [200, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});

test('no request to sign in or out is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(session, hostileRequests(1));
  for (const status of [200, 400, 401, 405, 415]) expect(seen).toContain(status);
});

test('no request of an administrator to the console is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(administration, hostileRequests(1));
  for (const status of [200, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});
