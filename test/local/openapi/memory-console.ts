import { after } from '../../../functions/platform/core/instant.ts';
import { adminWorld } from '../../console/support/admin-world.ts';
import { consoleWorld } from '../../console/support/console-world.ts';
import { sessionWorld } from '../../console/support/session-world.ts';
import { capturedLog, idOf } from '../../identity/support/identity-world.ts';
import { type MemoryService, under, type Values } from './memory-service.ts';

/** `/taibai/v1` in memory: its session, what is for administrators, and the lists, with rows of each kind. */
export const seededConsole = async (): Promise<readonly MemoryService[]> => [
  await seededSession(),
  seededAdmin(),
  await seededLists(),
];

/** What the API document signs in with, and the project that it goes to. */
const password = 'secret';
const project = '5d5a8e6a9c007d3c8b7e1f0a0193577a';

async function seededSession(): Promise<MemoryService> {
  const world = await sessionWorld('own');
  await world.user('demo', { passwordHash: await world.passwords.hash(password) });
  await world.project('other', { id: project });
  await world.ports.assignments.put({
    userId: idOf('user', 'admin'),
    projectId: project,
    roles: ['reader'],
  });
  return {
    serves: under(/^\/taibai\/v1\/session/),
    async request(url, init) {
      const headers = new Headers(init.headers);
      // Signing out ends a token: each request has its own.
      if (headers.get('x-auth-token') === 'admin')
        headers.set('x-auth-token', await world.identity.tokenOf('admin'));
      return world.app.request(url, { ...init, headers });
    },
    as: 'admin',
    values: {},
    logged: world.lines,
  };
}

function seededAdmin(): MemoryService {
  const { app, logged } = adminWorld();
  return {
    serves: under(/^\/taibai\/v1\/admin/),
    request: (url, init) => app.request(url, init),
    as: 'admin',
    values: { '/taibai/v1/admin/dead-letters/{queue}': 'hits' },
    logged,
  };
}

type ConsoleWorld = ReturnType<typeof consoleWorld>;

async function seededLists(): Promise<MemoryService> {
  const { log, lines } = capturedLog();
  const world = consoleWorld({ log });
  const things = { alarmId: world.alarm().id, functionId: world.fn().id };
  const id = await addRows(world, things);
  const values = {
    '/taibai/v1/deliveries/{id}': id,
    'GET /taibai/v1/deliveries alarm_id': things.alarmId,
    'GET /taibai/v1/firings alarm_id': things.alarmId,
    'GET /taibai/v1/executions function_id': things.functionId,
    'GET /taibai/v1/events trait': 'n=5',
    'GET /taibai/v1/metrics from': after(world.clock.now(), -60),
    'GET /taibai/v1/metrics to': after(world.clock.now(), 60),
    ...(await cursors(world)),
  };
  // These are newer than the cursors.
  await addRows(world, things);
  return {
    serves: under(/^\/taibai/),
    request: (url, init) => world.app.request(url, init),
    as: 'u1|p1|admin',
    values,
    logged: lines,
  };
}

/** Adds rows of each kind, and returns the id of a delivery. */
async function addRows(
  { clock, delivery, event, execution, firing, hit }: ConsoleWorld,
  { alarmId, functionId }: { readonly alarmId: string; readonly functionId: string },
): Promise<string> {
  const at = clock.now();
  await event({ messageId: 'm2' });
  const acceptanceId = await event({ traits: [['n', 2, 5]] });
  const { id: firingId } = firing({
    alarmId,
    trigger: { kind: 'event', messageId: 'm1', acceptanceId },
  });
  const measures = { kind: 'measures', window: 'w', decision: 'd', reasonData: '{}' } as const;
  firing({ alarmId, from: 'alarm', to: 'ok', trigger: measures });
  hit({ alarmId, acceptanceId });
  hit({ alarmId, acceptanceId, reason: { kind: 'counted', transitionId: firingId } });
  hit({ alarmId: 'deleted', reason: { kind: 'disabled' } });
  const cause = { messageId: 'm1', acceptanceId };
  const ended = { functionId, status: 'success', updatedAt: at } as const;
  execution({ ...ended, cause: { ...cause, alarmId, transitionId: firingId } });
  execution({ ...ended, status: 'failed', cause: { messageId: 'm1', replayId: 'r1' } });
  execution({ ...ended, description: `Created by Job ${alarmId}` });
  execution({ ...ended, status: 'error', description: `Created by Webhook ${alarmId}` });
  execution({ functionAlias: 'prod', description: 'by hand' });
  delivery({ alarmId: 'deleted', cause });
  const attempt = { at, latencyMilliseconds: 1.5, answer: 'no' };
  return delivery({
    alarmId,
    firingId,
    state: 'dead',
    attempt: 3,
    attempts: [
      { ...attempt, attempt: 1, outcome: { kind: 'rejected', status: 500 } },
      { ...attempt, attempt: 2, outcome: { kind: 'timed-out', reason: 'after 10 s' } },
      { ...attempt, attempt: 3, outcome: { kind: 'logged' } },
    ],
  }).id;
}

/** Cursors that the lists have handed out. */
async function cursors({ get }: ConsoleWorld): Promise<Values> {
  const lists = ['events', 'executions', 'deliveries', 'firings'].map(async (list) => {
    const { next, newest } = (await get(`/${list}?limit=1`)).json;
    return {
      [`GET /taibai/v1/${list} before`]: String(next),
      [`GET /taibai/v1/${list} after`]: String(newest),
    };
  });
  const { next } = (await get('/activity')).json;
  return Object.assign(
    { 'GET /taibai/v1/activity after': String(next) },
    ...(await Promise.all(lists)),
  );
}
