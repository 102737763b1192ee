import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { logWorld } from '../support/log-world.ts';

async function world() {
  const log = logWorld();
  await log.store(
    {
      id: 'm',
      traits: [
        ['n', 2, 5],
        ['f', 3, 1.5],
        ['t', 4, '2017-10-03T10:02:38'],
        ['s', 1, '<b>\u0001'],
      ],
    },
    { id: 'other', project: 'p2', type: 'x' },
  );
  const dialect: Dialect = {
    routes: log.app,
    ids: ['m', 'other', 'compute.instance.create.end', 'n'],
    names: ['q.field', 'q.op', 'q.value', 'q.type', 'limit', 'marker', 'sort', 'keep', 'days'],
    words: [
      'eq',
      'integer',
      'datetime',
      'n',
      'event_type',
      'start_timestamp',
      'all_tenants',
      'generated:desc',
      'message_id',
      '2026-11-23T08:00:00+00:00',
      '9999-12-31T23:59:59.999999',
      '0001-01-01',
      'all',
      'none',
    ],
    tokens: ['p1:u1:reader,member', 'p1:a:admin', 'p2:u:reader'],
    bodies: [
      { keep: 'all', days: 7 },
      { keep: ['compute.*'], days: 30 },
    ],
    queries: [
      [
        ['q.field', 'n'],
        ['q.op', 'ge'],
        ['q.type', 'integer'],
        ['q.value', '5'],
      ],
      [
        ['q.field', 'end_timestamp'],
        ['q.op', 'le'],
        ['q.value', '2026-11-23T08:00:00'],
      ],
      [
        ['limit', '1'],
        ['marker', 'm'],
        ['sort', 'message_id:desc'],
        ['sort', 'generated'],
      ],
    ],
  };
  return { app: log.app, dialect };
}

test('no request to /events/v2 is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.2));
  for (const status of [200, 202, 400, 403, 404, 405]) expect(seen).toContain(status);
});
