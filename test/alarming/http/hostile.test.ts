import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { anEvent } from '../../events/support/event-world.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const alarm = {
  name: 'n',
  type: 'event',
  description: 'd',
  severity: 'low',
  state: 'ok',
  enabled: true,
  repeat_actions: false,
  alarm_actions: ['http://a.example/'],
  ok_actions: ['log://'],
  insufficient_data_actions: null,
  time_constraints: [{ name: 't', start: '0 0 * * *', duration: '300', timezone: 'Europe/Berlin' }],
  event_rule: {
    event_type: 'compute.*',
    query: [{ field: 'traits.a', op: 'eq', type: 'integer', value: '5' }],
  },
};

async function world() {
  const { app, create, storedEvents } = alarmingWorld();
  const { alarm_id: id } = await create();
  storedEvents.add(
    {
      projectId: 'p1',
      at: '2026-01-01T00:00:00.000000Z',
      acceptance: 'a1',
      messageId: 'm1',
      eventType: 'compute.instance.create',
    },
    anEvent(),
  );
  const dialect: Dialect = {
    routes: app,
    ids: [id],
    names: [
      ...Object.keys(alarm),
      'filter',
      'orderby',
      'limit',
      'marker',
      'sort',
      'q.field',
      'q.op',
      'q.value',
      'q.type',
      'project_id',
      'resource',
      'quotas',
      'alarm_id',
      'alarm',
      'last',
      'from',
      'to',
      'rule',
      'rearm',
      'initial_state',
      'source',
      'target',
      'mode',
      'as_new',
      'confirm',
      'key',
      'message_id',
      'acceptance_id',
    ],
    words: [
      'event',
      'composite',
      'gnocchi_resources_threshold',
      'alarm',
      'eq',
      'name',
      'p1',
      '{"=":{"name":"n"}}',
      'timestamp:desc',
      'trust+http://x/',
      'test://',
      '* * * * *',
      '24h',
      'at-once',
      'real',
      '2026-01-01T00:00:00',
    ],
    inner: [
      { '=': { name: 'n' } },
      { and: [{ '=~': { name: 'a.*' } }, { not: { in: { state: ['ok'] } } }] },
      { or: [{ '<': { timestamp: '2026-01-01' } }, { '!=': { enabled: true } }] },
      [{ name: 'asc' }],
    ],
    queries: [
      [
        ['q.field', 'severity'],
        ['q.op', 'eq'],
        ['q.value', 'low'],
        ['q.type', 'string'],
      ],
      [
        ['sort', 'name:desc'],
        ['limit', '5'],
      ],
      [['marker', id]],
    ],
    tokens: ['u1|p1|member', 'u1|p1|member', 'u1|p1|admin', 'u2|p2|reader', 'wrong', ''],
    bodies: [
      alarm,
      alarm,
      {
        filter: '{"and":[{"=":{"name":"n"}},{"=~":{"name":"a.*"}}]}',
        orderby: '[{"name":"asc"}]',
        limit: 5,
      },
      { filter: '{"not":{"in":{"state":["ok"]}}}' },
      {
        source: { message_id: 'm1' },
        target: { alarm: id },
        mode: 'real',
        as_new: true,
        confirm: 1,
        key: 'k',
      },
      { project_id: 'p1', quotas: [{ resource: 'alarms', limit: 5 }] },
      {
        ...alarm,
        type: 'composite',
        event_rule: undefined,
        composite_rule: {
          or: [{ type: 'gnocchi_resources_threshold', metric: 'm', threshold: 5.5 }],
        },
      },
    ],
  };
  return { app, dialect };
}

test('no request to the alarming API is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.35));
  for (const status of [200, 201, 400, 401, 403, 404, 405]) expect(seen).toContain(status);
});
