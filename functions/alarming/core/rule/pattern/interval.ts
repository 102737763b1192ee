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

/** The magnitudes in all of the lists; every magnitude if there is no list. Intersects in pairs, so that long lists meet rarely. */
export function intersectAll(lists: readonly (readonly Interval[])[]): readonly Interval[] {
  const [first = [{}], second] = lists;
  if (second === undefined) return first;
  const middle = Math.ceil(lists.length / 2);
  return intersect(intersectAll(lists.slice(0, middle)), intersectAll(lists.slice(middle)));
}

/** The magnitudes in both, in one pass: an interval that ends before the other meets nothing more. */
function intersect(left: readonly Interval[], right: readonly Interval[]): readonly Interval[] {
  const met: Interval[] = [];
  let [l, r] = [0, 0];
  let [a, b] = [left[l], right[r]];
  while (a && b) {
    const low = innermost(a.low, b.low, (x, y) => x > y);
    const high = innermost(a.high, b.high, (x, y) => x < y);
    if (!isEmpty(low, high)) met.push({ low, high });
    if (high === a.high) l += 1;
    else r += 1;
    [a, b] = [left[l], right[r]];
  }
  return met;
}

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
