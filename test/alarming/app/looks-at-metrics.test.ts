import { expect, test } from 'vitest';
import type { AlarmRule } from '../../../functions/alarming/core/alarm.ts';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import type { LookMessage } from '../../../functions/contract/look-message.ts';
import { alarmWindows } from '../../../functions/metrics/app/alarms/alarm-windows.ts';
import { watchesOf } from '../../../functions/metrics/app/alarms/watches.ts';
import { readQueryText } from '../../../functions/metrics/http/read-query.ts';
import { uuid5 } from '../../../functions/metrics/http/uuid5.ts';
import { readResourceId } from '../../../functions/metrics/core/resource-id.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { measuresFrom, measuresWorld } from '../../metrics/support/measures-world.ts';
import { cpuRule, lookWorld } from '../support/look-world.ts';

/*
 * The deployment's own metrics and its alarms together, in memory: measures are posted over HTTP, and what they
 * lead to is what actions receive.
 */
const uuid = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-111111111111`;
const r1 = uuid('1');
const r2 = uuid('2');
const m1 = uuid('3');
const m2 = uuid('4');

function together() {
  const told: LookMessage[] = [];
  const metrics = measuresWorld({
    ...memoryMeasureStores(),
    lookQueue: {
      async send(message) {
        told.push(message);
      },
    },
  });
  const creator = { userId: 'us', projectId: 'ps' };
  const ofResource = (resource: string, metric: string, projectId: string) => {
    metrics.resource(resource, { creator, projectId, metrics: new Map([['cpu', metric]]) });
    metrics.metric(metric, { name: 'cpu', resourceId: resource, creator });
  };
  ofResource(r1, m1, 'p1');
  ofResource(r2, m2, 'p1');
  const alarms = lookWorld({
    start: Date.parse('2026-11-27T11:00:00Z') / 1000,
    sources: { windows: alarmWindows({ ...metrics.ports, readQuery: readQueryText, uuid5 }) },
    watches: watchesOf({ ...metrics.ports, uuid5 }),
  });
  /** Posts values of a minute each, the last of which is that of the open window, and does what they lead to. */
  const post = async (resource: string, values: readonly number[]) => {
    const first = Date.parse('2026-11-27T11:00:00Z') - (values.length - 1) * 60_000;
    const measures = measuresFrom(new Date(first).toISOString(), 60, values);
    const asking = { user: 'us', project: 'ps', role: 'service' } as const;
    const path = '/batch/resources/metrics/measures';
    await metrics.send('POST', path, { [resource]: { cpu: measures } }, asking);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const { projectId, alarmId, until } of told.splice(0))
      await lookAtAlarm(alarms, { projectId, id: alarmId }, until);
  };
  return { alarms, metrics, post };
}

const ofResource = (over = {}) => cpuRule({ resource_id: r1, evaluation_periods: 1, ...over });
const threshold = { granularity: 60, comparison_operator: 'gt', threshold: 10 };
const common = { ...threshold, aggregation_method: 'mean', evaluation_periods: 1 };

test('a measure that is posted is in the notice of the alarm', async () => {
  const { alarms, post } = together();
  const alarm = await alarms.create({ rule: ofResource({ evaluation_periods: 2 }) });
  await alarms.work();
  await post(r1, [20, 21.5]);
  expect(await alarms.state(alarm)).toBe('alarm');
  expect(JSON.parse(alarms.sent[0]?.body ?? '')).toMatchObject({
    current: 'alarm',
    reason: 'Transition to alarm due to 2 samples outside threshold, most recent: 21.5',
  });
});

test('an alarm sees nothing of a resource that its project may not read', async () => {
  const { alarms, post } = together();
  const own = await alarms.create({ rule: ofResource() });
  const other = await alarms.create({ rule: ofResource(), projectId: 'p2' });
  await post(r1, [20]);
  await alarms.work();
  expect(await alarms.state(own)).toBe('alarm');
  expect(await alarms.alarms.get('p2', other.id)).toMatchObject({
    state: 'insufficient data',
    stateReason: `resource ${r1} does not exists`,
  });
});

test('a resource is also found by the name that its creator gave it, and by nobody else', async () => {
  const { alarms, metrics, post } = together();
  const creator = { userId: 'u1', projectId: 'p1' };
  const named = readResourceId('web-1', creator, uuid5);
  const id = 'id' in named ? named.id : '';
  const metric = uuid('5');
  metrics.resource(id, { creator, originalId: 'web-1', metrics: new Map([['cpu', metric]]) });
  metrics.metric(metric, { name: 'cpu', resourceId: id, creator });
  const rule = ofResource({ resource_id: 'web-1' });
  const own = await alarms.create({ rule });
  const colleague = await alarms.create({ rule, userId: 'u2' });
  await post(id, [20]);
  expect(await alarms.state(own)).toBe('alarm');
  await alarms.work();
  expect(await alarms.alarms.get('p1', colleague.id)).toMatchObject({
    state: 'insufficient data',
    stateReason: 'resource web-1 does not exists',
  });
});

test('two metrics are aggregated, which Aodh cannot', async () => {
  const { alarms, post } = together();
  const rule: AlarmRule = {
    type: 'gnocchi_aggregation_by_metrics_threshold',
    document: { ...common, metrics: [m1, m2] },
  };
  const alarm = await alarms.create({ rule });
  await post(r1, [4]);
  await post(r2, [30]);
  await alarms.work();
  expect(await alarms.alarms.get('p1', alarm.id)).toMatchObject({
    state: 'alarm',
    stateReason: 'Transition to alarm due to 1 samples outside threshold, most recent: 17.0',
  });
});

test('a resource that the query finds counts with its first measure', async () => {
  const { alarms, post } = together();
  const rule: AlarmRule = {
    type: 'gnocchi_aggregation_by_resources_threshold',
    document: {
      ...common,
      metric: 'cpu',
      resource_type: 'generic',
      query: JSON.stringify({ or: [{ '=': { id: r1 } }, { '=': { id: r2 } }] }),
      aggregation_method: 'max',
    },
  };
  const alarm = await alarms.create({ rule });
  await post(r1, [4]);
  await alarms.work();
  expect(await alarms.state(alarm)).toBe('ok');
  await post(r2, [30]);
  await alarms.work();
  expect(await alarms.state(alarm)).toBe('alarm');
});

test('a granularity that the policy does not have is said at once', async () => {
  const { alarms, post } = together();
  const alarm = await alarms.create({ rule: ofResource({ granularity: 7 }) });
  await post(r1, [20]);
  await alarms.work();
  expect(await alarms.alarms.get('p1', alarm.id)).toMatchObject({
    state: 'insufficient data',
    stateReason: `aggregation mean does not exist for metric cpu of resource ${r1}`,
  });
});

test('a composite of measures and of none', async () => {
  const { alarms, post } = together();
  const leaf = { ...common, metric: 'cpu', resource_type: 'generic' };
  const type = 'gnocchi_resources_threshold';
  const rule: AlarmRule = {
    type: 'composite',
    document: {
      or: [
        { ...leaf, type, resource_id: r1 },
        { ...leaf, type, resource_id: r2 },
      ],
    },
  };
  const alarm = await alarms.create({ rule });
  await post(r1, [20]);
  await alarms.work();
  expect(await alarms.alarms.get('p1', alarm.id)).toMatchObject({
    state: 'alarm',
    stateReason:
      'Composite rule alarm with composition form: (rule1 or rule2) transition to alarm, due to rules: rule1 outside their threshold.',
  });
});
