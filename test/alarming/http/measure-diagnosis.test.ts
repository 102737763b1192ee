import { describe, expect, test } from 'vitest';
import type { WatchPorts } from '../../../functions/alarming/app/looks/sync-watches.ts';
import { likeAodh, type Manner } from '../../../functions/alarming/core/metric/judge-windows.ts';
import type { Answer } from '../../../functions/metrics/alarm-ports.ts';
import { memoryAlarmLooks } from '../../fakes/alarm-looks.ts';
import { standingClock } from '../../support/clock.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const rule = {
  metric: 'cpu',
  resource_id: '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b',
  resource_type: 'instance',
  aggregation_method: 'mean',
  comparison_operator: 'gt',
  threshold: 10,
  granularity: 60,
  evaluation_periods: 3,
};
const onCpu = (over: object = {}) => ({
  name: 'cpu-high',
  type: 'gnocchi_resources_threshold',
  gnocchi_resources_threshold_rule: rule,
  ...over,
});

/** Alarms whose measures are these windows, by minutes before the one that began at 10:00. */
function worldWith(
  answer: Answer | readonly (readonly [minutesBefore: number, value: number])[],
  {
    manner = likeAodh,
    known = {},
  }: { readonly manner?: Manner; readonly known?: Partial<WatchPorts['known']> } = {},
) {
  const clock = standingClock('2026-11-27T10:00:30.000000Z');
  const begin = Date.parse('2026-11-27T10:00:00Z') / 1000;
  const found: Answer =
    'kind' in answer
      ? answer
      : {
          kind: 'windows',
          windows: answer.map(([before, value]) => ({ at: begin - before * 60, value })),
        };
  const looks = memoryAlarmLooks();
  const windows = {
    ofResource: async () => found,
    ofMetrics: async () => found,
    ofResources: async () => found,
  };
  const world = alarmingWorld({
    clock,
    measures: {
      clock,
      looks,
      known: { windows: true, prometheus: true, members: true, ...known },
      lookQueue: { async send() {} },
      watches: { async add() {}, async remove() {} },
    },
    measureReading: { manner, windows },
  });
  const diagnosisOf = async (body: object) => {
    const { json } = await world.send('POST', '/v2/alarms', body);
    const { json: diagnosis } = await world.send('GET', `/v2/alarms/${json.alarm_id}/diagnosis`);
    return diagnosis.measures;
  };
  return { ...world, clock, looks, diagnosisOf };
}

describe('the diagnosis of an alarm on measures', () => {
  test('has each value with its window, and whether it is outside the threshold', async () => {
    const measures = await worldWith([
      [3, 5],
      [2, 12],
      [1, 9.5],
      [0, 11],
    ]).diagnosisOf(onCpu());
    expect(measures).toMatchObject({
      code: 'moving',
      words: 'The measures mean alarm; the alarm follows when it is looked at next.',
      at: '2026-11-27T10:00:30',
      looked_at: null,
      found: { state: 'alarm' },
      rules: [
        {
          name: 'rule1',
          code: 'mixed',
          words: 'Of the last 3 values, 2 are above 10.0.',
          first_window: '2026-11-27T09:56:00',
          last_window: '2026-11-27T10:00:00',
          windows: [
            { at: '2026-11-27T09:58:00', value: 12, outside: true },
            { at: '2026-11-27T09:59:00', value: 9.5, outside: false },
            { at: '2026-11-27T10:00:00', value: 11, outside: true },
          ],
          missing: 0,
        },
      ],
    });
  });

  test.each<readonly [string, Answer | readonly (readonly [number, number])[], string, string]>([
    [
      'too few windows',
      [[1, 11]],
      'too-few-windows',
      '1 of 3 windows of 60 seconds have measures since 2026-11-27T09:56:00.',
    ],
    ['silence', [[30, 11]], 'no-windows', 'There are no measures since 2026-11-27T09:56:00.'],
    [
      'no resource, or one of others',
      { kind: 'resource-missing' },
      'resource-missing',
      `Resource ${rule.resource_id} does not exist, or the project may not read it.`,
    ],
    [
      'no metric',
      { kind: 'metric-missing' },
      'metric-missing',
      `Resource ${rule.resource_id} has no metric cpu.`,
    ],
    [
      'a method or granularity that is not kept',
      { kind: 'aggregation-missing' },
      'aggregation-missing',
      'The archive policy has no mean at a granularity of 60 seconds.',
    ],
  ])('names %s', async (_, answer, code, words) => {
    const measures = await worldWith(answer).diagnosisOf(onCpu());
    expect(measures).toMatchObject({
      code: 'unknown',
      words: expect.stringMatching(/^The state is insufficient data: ./),
      found: { state: 'insufficient data' },
      rules: [{ code, words }],
    });
  });

  test('counts the gaps where windows must follow one another', async () => {
    const { diagnosisOf } = worldWith(
      [
        [3, 11],
        [1, 11],
        [0, 11],
      ],
      { manner: { window: 'open', gaps: 'strict' } },
    );
    expect(await diagnosisOf(onCpu())).toMatchObject({
      code: 'unknown',
      rules: [
        {
          code: 'gaps',
          missing: 1,
          words: '1 of the last 3 windows of 60 seconds has no measure.',
        },
      ],
    });
  });

  test('says when it was looked at last, and when it is looked at next', async () => {
    const world = worldWith([]);
    const { json } = await world.send('POST', '/v2/alarms', onCpu());
    const key = { projectId: 'p1', id: json.alarm_id };
    await world.looks.noteLook(key, '2026-11-27T09:55:00.000000Z');
    await world.looks.schedule(key, { nextAt: '2026-11-27T10:01:00.000000Z' });
    const { json: diagnosis } = await world.send('GET', `/v2/alarms/${key.id}/diagnosis`);
    expect(diagnosis.measures).toMatchObject({
      looked_at: '2026-11-27T09:55:00',
      next_look_at: '2026-11-27T10:01:00',
    });
  });

  test('numbers the rules of a composite, and says which of them others answer', async () => {
    const threshold = { ...rule, type: 'gnocchi_resources_threshold' };
    const composite_rule = { or: [threshold, { query: 'up', threshold: 1, type: 'prometheus' }] };
    const body = { name: 'both', type: 'composite', composite_rule };
    const windows = [
      [2, 11],
      [1, 11],
      [0, 11],
    ] as const;
    expect(await worldWith(windows).diagnosisOf(body)).toMatchObject({
      code: 'asked-elsewhere',
      found: null,
      rules: [
        { name: 'rule1', code: 'outside', words: 'Of the last 3 values, 3 are above 10.0.' },
        { name: 'rule2', code: 'asked-elsewhere', windows: [] },
      ],
    });
    const without = worldWith(windows, { known: { prometheus: false } });
    expect(await without.diagnosisOf(body)).toMatchObject({
      code: 'moving',
      found: { state: 'alarm' },
      rules: [{ code: 'outside' }, { code: 'no-source' }],
    });
  });

  test.each([
    ['disabled', { enabled: false }],
    [
      'outside-time-constraints',
      { time_constraints: [{ name: 'night', start: '0 22 * * *', duration: 60 }] },
    ],
  ])('does not look while it is %s', async (code, over) => {
    const measures = await worldWith([[0, 11]]).diagnosisOf(onCpu(over));
    expect(measures).toMatchObject({ code, found: null, rules: [] });
  });

  test('names the next time constraint', async () => {
    const over = { time_constraints: [{ name: 'night', start: '0 22 * * *', duration: 60 }] };
    expect(await worldWith([]).diagnosisOf(onCpu(over))).toMatchObject({
      words:
        'Outside its time constraints the alarm stays as it is; the next one begins at 2026-11-27T22:00:00.',
      next_look_at: '2026-11-27T22:00:00',
    });
  });

  test('says that a deployment without such measures does not evaluate it', async () => {
    const { diagnosisOf } = worldWith([], { known: { windows: false } });
    expect(await diagnosisOf(onCpu())).toMatchObject({ code: 'not-evaluated', rules: [] });
  });

  test('is null for an alarm on events', async () => {
    const { diagnosisOf } = worldWith([]);
    expect(await diagnosisOf({ name: 'n', type: 'event', event_rule: {} })).toBeNull();
  });
});
