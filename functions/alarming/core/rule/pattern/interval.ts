import type { ConditionOperator } from '../../../../events/core/event-rule.ts';

/** A number or an instant. Integers and floats compare by value. Never NaN. */
export type Magnitude = bigint | number;

/** One end of an interval. */
interface End {
  readonly value: Magnitude;
  readonly open: boolean;
}

/** The magnitudes between two ends, never none; without an end, it is unbounded there. */
export interface Interval {
  readonly low?: End | undefined;
  readonly high?: End | undefined;
}

/** The magnitudes for which the comparison with `value` holds, as disjoint intervals in order. */
export function intervalsOf(op: ConditionOperator, value: Magnitude): readonly Interval[] {
  return relations[op](value);
}

const relations: Readonly<Record<ConditionOperator, (value: Magnitude) => readonly Interval[]>> = {
  eq: (value) => [{ low: { value, open: false }, high: { value, open: false } }],
  ne: (value) => [{ high: { value, open: true } }, { low: { value, open: true } }],
  lt: (value) => [{ high: { value, open: true } }],
  le: (value) => [{ high: { value, open: false } }],
  gt: (value) => [{ low: { value, open: true } }],
  ge: (value) => [{ low: { value, open: false } }],
};

/** The magnitudes in both. */
export const intersect = (
  left: readonly Interval[],
  right: readonly Interval[],
): readonly Interval[] =>
  left.flatMap((a) =>
    right.flatMap((b) => {
      const low = innermost(a.low, b.low, (x, y) => x > y);
      const high = innermost(a.high, b.high, (x, y) => x < y);
      return isEmpty(low, high) ? [] : [{ low, high }];
    }),
  );

function innermost(
  a: End | undefined,
  b: End | undefined,
  further: (x: Magnitude, y: Magnitude) => boolean,
): End | undefined {
  if (!a || !b) return a ?? b;
  if (further(a.value, b.value)) return a;
  if (further(b.value, a.value)) return b;
  return a.open ? a : b;
}

const isEmpty = (low: End | undefined, high: End | undefined): boolean =>
  low !== undefined &&
  high !== undefined &&
  (low.value > high.value || ((low.open || high.open) && !(low.value < high.value)));
