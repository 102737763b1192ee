import { expect, test } from 'vitest';
import type { AlarmState } from '../../../../functions/alarming/core/alarm.ts';
import { evaluateMeasures } from '../../../../functions/alarming/core/metric/evaluate-measures.ts';
import {
  likeAodh,
  type Manner,
  type Point,
} from '../../../../functions/alarming/core/metric/judge-windows.ts';
import {
  type MetricRule,
  metricRuleOf,
  thresholdsOf,
} from '../../../../functions/alarming/core/metric/metric-rule.ts';
import type { Looked } from '../../../../functions/alarming/core/metric/state-over-time.ts';
import { nextBeginning } from '../../../../functions/alarming/core/time/within-constraints.ts';

/** Of 60 s, `gt` 10, three periods. */
const rule = (): Exclude<MetricRule, { kind: 'members' }> => {
  const found = metricRuleOf({
    type: 'gnocchi_resources_threshold',
    document: {
      granularity: 60,
      comparison_operator: 'gt',
      threshold: 10,
      aggregation_method: 'mean',
      evaluation_periods: 3,
      metric: 'cpu',
      resource_id: 'r',
      resource_type: 'instance',
    },
  });
  if (!found || found.kind === 'members') throw new Error('no rule');
  return found;
};

/** Window 0 begins at 1,000 minutes after 1970. */
const start = 60_000;
const at = (window: number, second = 0) => start + window * 60 + second;
const looked = (points: readonly Point[], manner: Manner = likeAodh): Looked => {
  const measured = rule();
  const [leaf] = thresholdsOf(measured);
  if (!leaf) throw new Error('no leaf');
  return {
    rule: measured,
    evidence: new Map([[leaf, { kind: 'points', points, from: 0 }]]),
    manner,
  };
};
const found = (
  values: readonly (number | undefined)[],
  nowSeconds: number,
  {
    from = 'ok',
    armed = from,
    since = nowSeconds,
    manner = likeAodh,
  }: {
    readonly from?: AlarmState;
    readonly armed?: AlarmState;
    readonly since?: number;
    readonly manner?: Manner;
  } = {},
) => {
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [{ at: at(index), value }],
  );
  const evaluation = evaluateMeasures(looked(points, manner), {
    nowSeconds,
    from,
    beginning: { state: armed, since },
    isActive: () => true,
  });
  if (evaluation === 'unread') throw new Error('unread');
  return evaluation;
};

test('silence makes an alarm unknown at the beginning of the third window after the last measure', () => {
  const values = [11, 12, 13];
  expect(found(values, at(4, 59), { from: 'alarm' }).found.state).toBe('alarm');
  expect(found(values, at(2, 30), { from: 'alarm' }).nextChange).toBe(at(5));
  expect(found(values, at(5), { from: 'alarm' }).found).toMatchObject({
    state: 'insufficient data',
    reason: '3 datapoints are unknown',
  });
  expect(found(values, at(5), { from: 'insufficient data' }).nextChange).toBeUndefined();
});

test('one window missing among the last five is passed over, or with strict gaps makes the alarm unknown', () => {
  const values = [11, 12, undefined, 13];
  expect(found(values, at(3, 30)).found.state).toBe('alarm');
  const strict = found(values, at(3, 30), { manner: { window: 'open', gaps: 'strict' } });
  expect(strict.found).toMatchObject({
    state: 'insufficient data',
    reason: '1 of the last 3 windows have no datapoint',
  });
});

test('the first measure of an open window decides, unless only closed windows count', () => {
  const values = [11, 12, 20];
  expect(found(values, at(2, 1)).found.state).toBe('alarm');
  expect(found(values, at(2, 1)).isOpen).toBe(true);
  const manner = { window: 'closed', gaps: 'lenient' } as const;
  const closed = found(values, at(2, 1), { manner });
  expect(closed.found.state).toBe('insufficient data');
  const later = found(values, at(2, 1), { manner, from: 'insufficient data' });
  expect(later.nextChange).toBe(at(3, 5));
  expect(found(values, at(3, 4), { manner, from: 'insufficient data' }).found.state).toBe(
    'insufficient data',
  );
  expect(found(values, at(3, 5), { manner }).found.state).toBe('alarm');
  expect(found(values, at(3, 5), { manner }).isOpen).toBe(false);
});

test('a window that closes otherwise than it began leads back to the state without it', () => {
  const since = at(0);
  const before = [9, 9, 9, 11];
  // The window was 11 while it was open and is 9 in the end: as if it had always been 9.
  expect(found([...before, 11, 11], at(5, 10), { since }).found.state).toBe('alarm');
  expect(
    found([...before, 11, 9], at(5, 50), { from: 'alarm', armed: 'ok', since }).found.state,
  ).toBe('ok');
});

test('the state does not depend on what was decided on measures that have changed since', () => {
  const since = at(0);
  const values = [11, 11, 11, 9, 9, 11, 9];
  const states = (['ok', 'alarm', 'insufficient data'] as const).map(
    (from) => found(values, at(6, 30), { from, armed: 'insufficient data', since }).found.state,
  );
  expect(new Set(states)).toEqual(new Set(['alarm']));
});

test('a constraint begins next on the day on which its hour exists', () => {
  const constraint = {
    name: 'c',
    description: '',
    start: '0 11 * * *',
    durationSeconds: 3600,
    timezone: 'Europe/Ljubljana',
  };
  expect(nextBeginning([constraint], '2026-01-15T11:00:00.000000Z')).toBe(
    '2026-01-16T10:00:00.000000Z',
  );
  expect(nextBeginning([constraint], '2026-03-28T11:00:00.000000Z')).toBe(
    '2026-03-29T09:00:00.000000Z',
  );
  const halfPastTwo = { ...constraint, start: '30 2 * * *' };
  expect(nextBeginning([halfPastTwo], '2026-03-28T12:00:00.000000Z')).toBe(
    '2026-03-29T01:00:00.000000Z',
  );
  expect(nextBeginning([halfPastTwo], '2026-10-25T00:45:00.000000Z')).toBe(
    '2026-10-25T01:30:00.000000Z',
  );
});
