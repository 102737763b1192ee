import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConditionOperator } from '../../../../functions/events/core/event-rule.ts';
import {
  intersectAll,
  type Interval,
  intervalsOf,
} from '../../../../functions/alarming/core/rule/pattern/interval.ts';

const holds: Readonly<Record<ConditionOperator, (found: number, value: number) => boolean>> = {
  eq: (found, value) => found === value,
  ne: (found, value) => found !== value,
  lt: (found, value) => found < value,
  le: (found, value) => found <= value,
  gt: (found, value) => found > value,
  ge: (found, value) => found >= value,
};

const isIn = ({ low, high }: Interval, found: number): boolean =>
  (!low || found > low.value || (!low.open && found === low.value)) &&
  (!high || found < high.value || (!high.open && found === high.value));

const comparison = fc.record({
  op: fc.constantFrom<ConditionOperator>('eq', 'ne', 'ne', 'ne', 'lt', 'le', 'gt', 'ge'),
  value: fc.integer({ min: 0, max: 9 }),
});

test('a number is in exactly one of the intervals if every comparison holds for it, and else in none', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(
      fc.array(comparison, { maxLength: 8 }),
      fc.integer({ min: -2, max: 22 }),
      (comparisons, halves) => {
        const found = halves / 2;
        const intervals = intersectAll(comparisons.map(({ op, value }) => intervalsOf(op, value)));
        const all = comparisons.every(({ op, value }) => holds[op](found, value));
        expect(intervals.filter((each) => isIn(each, found))).toHaveLength(all ? 1 : 0);
      },
    ),
    { numRuns: 2000 },
  );
});
