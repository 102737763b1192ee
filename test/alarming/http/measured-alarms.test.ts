import { expect, test } from 'vitest';
import type { WatchPorts } from '../../../functions/alarming/app/looks/sync-watches.ts';
import type { WatchTarget } from '../../../functions/metrics/alarm-ports.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import { memoryAlarmLooks } from '../../fakes/alarm-looks.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const rule = (over: object = {}) => ({
  metric: 'cpu',
  resource_id: 'r',
  resource_type: 'instance',
  aggregation_method: 'mean',
  threshold: 80,
  ...over,
});
const body = (over: object = {}) => ({
  name: 'cpu-high',
  type: 'gnocchi_resources_threshold',
  gnocchi_resources_threshold_rule: rule(),
  ...over,
});

const text = (target: WatchTarget) => JSON.stringify(target);

function measuredWorld(known: Partial<WatchPorts['known']> = {}) {
  const watched = new Set<string>();
  const asked: string[] = [];
  const looks = memoryAlarmLooks();
  const measures: WatchPorts = {
    clock: systemClock,
    looks,
    known: { windows: true, prometheus: false, members: false, ...known },
    lookQueue: {
      async send({ alarmId }) {
        asked.push(alarmId);
      },
    },
    watches: {
      async add(target) {
        watched.add(text(target));
      },
      async remove(target) {
        watched.delete(text(target));
      },
    },
  };
  const world = alarmingWorld({ measures });
  return { ...world, asked, looks, watched: () => [...watched].map((each) => JSON.parse(each)) };
}

test('an alarm on measures is watched, and looked at when it is created, changed, and its state is set', async () => {
  const { send, asked, watched } = measuredWorld();
  const { json, headers } = await send('POST', '/v2/alarms', body());
  const id = json.alarm_id;
  expect(headers.get('warning')).toBeNull();
  expect(watched()).toEqual([{ kind: 'resource', resourceId: 'r', name: 'cpu', userId: 'u1' }]);
  expect(asked).toEqual([id]);
  const changed = body({ gnocchi_resources_threshold_rule: rule({ metric: 'memory' }) });
  await send('PUT', `/v2/alarms/${id}`, changed);
  expect(watched()).toEqual([{ kind: 'resource', resourceId: 'r', name: 'memory', userId: 'u1' }]);
  await send('PUT', `/v2/alarms/${id}/state`, '"ok"');
  expect(asked).toEqual([id, id, id]);
});

test('an alarm that is disabled or deleted is not watched any more', async () => {
  const { send, looks, watched } = measuredWorld();
  const { json } = await send('POST', '/v2/alarms', body());
  const key = { projectId: 'p1', id: json.alarm_id };
  await send('PUT', `/v2/alarms/${key.id}`, body({ enabled: false }));
  expect(watched()).toEqual([]);
  await send('PUT', `/v2/alarms/${key.id}`, body());
  expect(watched().length).toBe(1);
  await send('DELETE', `/v2/alarms/${key.id}`);
  expect(watched()).toEqual([]);
  expect(await looks.get(key)).toBeUndefined();
});

test('an alarm that becomes one on events is not watched, and has its rule on the bus', async () => {
  const { send, watched, rules } = measuredWorld();
  const { json } = await send('POST', '/v2/alarms', body());
  await send('PUT', `/v2/alarms/${json.alarm_id}`, { name: 'n', type: 'event', event_rule: {} });
  expect(watched()).toEqual([]);
  expect(rules.has(json.alarm_id)).toBe(true);
  await send('PUT', `/v2/alarms/${json.alarm_id}`, body());
  expect(watched().length).toBe(1);
  expect(rules.has(json.alarm_id)).toBe(false);
});

test('an alarm whose measures the deployment does not have is stored, with a warning', async () => {
  const { send, asked } = measuredWorld();
  const { status, headers } = await send('POST', '/v2/alarms', {
    name: 'up',
    type: 'prometheus',
    prometheus_rule: { query: 'up', threshold: 1 },
  });
  expect(status).toBe(201);
  expect(headers.get('warning')).toBe(
    '299 - "alarms of the type prometheus are stored and not evaluated"',
  );
  expect(asked).toEqual([]);
});

test('a composite is evaluated if one of its rules is', async () => {
  const { send, asked, watched } = measuredWorld();
  const { headers, json } = await send('POST', '/v2/alarms', {
    name: 'both',
    type: 'composite',
    composite_rule: {
      or: [
        { ...rule(), type: 'gnocchi_resources_threshold' },
        { query: 'up', threshold: 1, type: 'prometheus' },
      ],
    },
  });
  expect(headers.get('warning')).toBeNull();
  expect(asked).toEqual([json.alarm_id]);
  expect(watched().length).toBe(1);
});

test('a composite has at most 100 rules', async () => {
  const { refusal, send } = measuredWorld();
  const leaf = { ...rule(), type: 'gnocchi_resources_threshold' };
  const composite = (count: number) => ({
    name: 'many',
    type: 'composite',
    composite_rule: { or: [leaf, { and: Array.from({ length: count - 1 }, () => leaf) }] },
  });
  expect((await send('POST', '/v2/alarms', composite(100))).status).toBe(201);
  expect(await refusal('POST', '/v2/alarms', composite(101))).toBe(
    '400 The composite rule has 101 rules. More than 100 are not allowed.',
  );
});

test('the actions of all states are checked', async () => {
  const { send } = measuredWorld();
  const { headers } = await send('POST', '/v2/alarms', body({ ok_actions: ['http://10.0.0.1/'] }));
  expect(headers.get('warning')).toContain('ok action 0 will not be delivered');
});
