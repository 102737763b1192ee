import type { AlarmState } from '../alarm.ts';
import { closingGraceSeconds } from './judge-windows.ts';
import { thresholdsOf } from './metric-rule.ts';
import { judgementsAt, type Looked, stateAfter } from './state-over-time.ts';

/**
 * The first moment after `seconds`, both effective times, at which the alarm's state changes if no measure comes until
 * then: when silence makes it unknown, or when a window closes. Undefined if it never does.
 */
export function nextChange(looked: Looked, seconds: number, state: AlarmState): number | undefined {
  const judged = stateAfter(looked.rule, judgementsAt(looked, seconds), state).state;
  if (judged !== state) return boundariesAfter(looked, seconds)[0];
  return boundariesAfter(looked, seconds).find(
    (at) => stateAfter(looked.rule, judgementsAt(looked, at), state).state !== state,
  );
}

/** When windows begin, until none that was looked at counts any longer. */
function boundariesAfter({ rule, evidence }: Looked, seconds: number): readonly number[] {
  const moments = thresholdsOf(rule).flatMap((each) => {
    if (evidence.get(each)?.kind !== 'points') return [];
    const { granularitySeconds: granularity, periods } = each;
    const open = Math.floor(seconds / granularity) * granularity;
    return Array.from({ length: periods + 3 }, (_, index) => open + (index + 1) * granularity);
  });
  return [...new Set(moments)].toSorted((left, right) => left - right);
}

/** The time of the clock at which an effective time is reached. */
export const clockTime = (looked: Looked, seconds: number): number =>
  looked.manner.window === 'closed' ? seconds + closingGraceSeconds : seconds;
