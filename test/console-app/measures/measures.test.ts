import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { thinned } from '../../../console/src/screens/measures/thinned.ts';
import { granularityText, secondsOf } from '../../../console/src/screens/measures/timedelta.ts';
import { withResources } from '../../../console/src/screens/measures/with-resources.ts';
import { watchingAlarms } from '../../../console/src/screens/measures/watching-alarms.ts';
import { alarm } from '../../../console/src/api/alarms.ts';
import { timedeltaText } from '../../../functions/metrics/http/policy-view.ts';

test('a granularity is read as the API writes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 * 86_400 }), (seconds) => {
      expect(secondsOf(timedeltaText(seconds * 1e6))).toBe(seconds);
    }),
  );
  expect(secondsOf('0:00:00.500000')).toBe(0.5);
  expect(secondsOf('M')).toBe(0);
});

test.each([
  [60, '1 min'],
  [90, '90 s'],
  [7_200, '2 h'],
  [86_400, '1 d'],
  [0.5, '0.5 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(granularityText(seconds)).toBe(text);
});

test('a thinned line is no longer than asked for, in order, and keeps its peaks', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 2_000 }), (values) => {
      const points = values.map((y, index) => ({ x: new Date(index), y }));
      const kept = thinned(points, 100);
      expect(kept.length).toBeLessThanOrEqual(100);
      expect(Math.max(...kept.map(({ y }) => y))).toBe(Math.max(...values));
      expect(Math.min(...kept.map(({ y }) => y))).toBe(Math.min(...values));
      const times = kept.map(({ x }) => x.getTime());
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    }),
  );
});

const anAlarm = (type: string, rule: unknown) =>
  alarm.parse({
    alarm_id: type,
    name: type,
    description: '',
    enabled: true,
    ok_actions: [],
    alarm_actions: [],
    insufficient_data_actions: [],
    repeat_actions: false,
    type,
    time_constraints: [],
    timestamp: '',
    state: 'ok',
    state_timestamp: '',
    state_reason: null,
    severity: 'low',
    [`${type}_rule`]: rule,
  });

describe('the alarms that look at a metric', () => {
  const metric = {
    id: 'm1',
    name: 'cpu',
    unit: null,
    archive_policy: null,
    resource: { id: 'r1', type: 'instance', original_resource_id: 'vm-1' },
  };

  it.each([
    ['gnocchi_resources_threshold', { metric: 'cpu', resource_id: 'r1' }, true],
    ['gnocchi_resources_threshold', { metric: 'cpu', resource_id: 'vm-1' }, true],
    ['gnocchi_resources_threshold', { metric: 'cpu', resource_id: 'r2' }, false],
    ['gnocchi_resources_threshold', { metric: 'mem', resource_id: 'r1' }, false],
    ['gnocchi_aggregation_by_metrics_threshold', { metrics: ['m0', 'm1'] }, true],
    ['gnocchi_aggregation_by_metrics_threshold', { metrics: ['cpu'] }, false],
    ['gnocchi_aggregation_by_resources_threshold', { metric: 'cpu', query: '{}' }, true],
    ['composite', { or: [{ and: [{ metrics: ['m1'] }] }] }, true],
    ['composite', { or: [{ type: 'prometheus', query: 'cpu' }] }, false],
    ['event', { event_type: 'cpu', query: [] }, false],
  ])('%s %j: %s', (type, rule, looks) => {
    expect(watchingAlarms([anAlarm(type, rule)], metric).length).toBe(looks ? 1 : 0);
  });
});

const metricOf = (id: string, resource_id: string | null) => ({
  id,
  name: 'cpu',
  unit: null,
  archive_policy: null,
  resource_id,
});

describe('the metrics of a name', () => {
  const metrics = [metricOf('m1', 'r1'), metricOf('m2', 'r2'), metricOf('m3', null)];
  const resources = [
    { id: 'r1', original_resource_id: 'web-1' },
    { id: 'r2', original_resource_id: 'db-1' },
  ];
  const shown = (part: string | undefined) =>
    withResources(metrics, resources, part).map((row) => [row.metric.id, row.shown]);

  it('have the names of their resources', () => {
    expect(shown(undefined)).toEqual([
      ['m1', 'web-1'],
      ['m2', 'db-1'],
      ['m3', ''],
    ]);
  });

  it('are those of the resources whose name has the part that is searched for', () => {
    expect(shown('web')).toEqual([['m1', 'web-1']]);
    expect(shown('none')).toEqual([]);
  });
});
