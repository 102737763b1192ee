import type { Interval, Magnitude } from './interval.ts';
import { isExact, nextStep, type Place } from '../../../../events/core/pattern/number-place.ts';
import type { Matcher } from './matcher.ts';

/** A scale of steps: which steps a magnitude is carried as, and the number that stands for a step. */
export interface NumberLine {
  readonly placeOf: (value: Magnitude) => Place;
  readonly numberOf: (step: bigint) => number;
}

/**
 * An alternative that matches every magnitude of the interval by at least one of the steps it is carried
 * as. Exact except for magnitudes less than a step away from an end.
 */
export function numericMatcher({ low, high }: Interval, line: NumberLine): Matcher {
  if (!low && !high) return { exists: true };
  const from = low && innerStep(line.placeOf(low.value), low.open, 1n);
  const to = high && innerStep(line.placeOf(high.value), high.open, -1n);
  if (from && to) {
    if (from.first === to.first) return { numeric: ['=', line.numberOf(from.first)] };
    // No step is inside the interval: its magnitudes are carried as the two steps around it.
    if (from.first > to.first)
      return {
        numeric: ['>=', line.numberOf(to.first), '<=', line.numberOf(from.first)],
      };
  }
  return {
    numeric: [
      ...(from ? [from.open ? '>' : '>=', line.numberOf(from.bound)] : []),
      ...(to ? [to.open ? '<' : '<=', line.numberOf(to.bound)] : []),
    ],
  };
}

/** The outermost step inside an end, and the bound that admits it and all steps further inside. */
function innerStep(place: Place, open: boolean, inwards: 1n | -1n) {
  const step = inwards === 1n ? place.above : place.below;
  return isExact(place) && open
    ? { first: nextStep(step, inwards), bound: step, open: true }
    : { first: step, bound: step, open: false };
}
