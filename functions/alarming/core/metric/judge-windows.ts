import { type Judgement, judgeValues } from './judgement.ts';
import type { ThresholdRule } from './metric-rule.ts';

/** The aggregate of one window, which begins so many seconds after 1970. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** How windows count in a deployment. */
export interface Manner {
  /** Whether the window that has not ended counts, as it does in Aodh. */
  readonly window: 'open' | 'closed';
  /** Whether windows without measures are passed over, as in Aodh, or make the alarm's state unknown. */
  readonly gaps: 'lenient' | 'strict';
}

export const likeAodh: Manner = { window: 'open', gaps: 'lenient' };

/** How long after its end a window is closed, so that measures on their way still count. */
export const closingGraceSeconds = 5;

/** The moment as which `now` counts: windows close a little late where only closed ones count. */
export const effectiveTime = (manner: Manner, nowSeconds: number): number =>
  manner.window === 'closed' ? nowSeconds - closingGraceSeconds : nowSeconds;

/** Which windows decide at a moment; both are starts of windows, in seconds since 1970, and included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * The windows that decide at an effective time: the window in which it lies, unless only closed ones count, and one
 * more before it than there are periods (`_bound_duration` of `aodh/evaluator/threshold.py`, which Gnocchi
 * rounds down).
 */
export function spanAt(rule: ThresholdRule, manner: Manner, seconds: number): Span {
  const { granularitySeconds: granularity, periods } = rule;
  const open = Math.floor(seconds / granularity) * granularity;
  return {
    first: open - (periods + 1) * granularity,
    last: manner.window === 'open' ? open : open - granularity,
  };
}

interface At {
  readonly manner: Manner;
  readonly seconds: number;
}

/** The windows in the span of a rule that have measures. */
const inSpanOf = (rule: ThresholdRule, points: readonly Point[], { manner, seconds }: At) => {
  const { first, last } = spanAt(rule, manner, seconds);
  return points.filter(({ at }) => at >= first && at <= last);
};

/** The windows whose values are compared, at most one for each period. */
export function comparedWindows(
  rule: ThresholdRule,
  points: readonly Point[],
  at: At,
): readonly Point[] {
  const { granularitySeconds: granularity, periods } = rule;
  const inSpan = inSpanOf(rule, points, at);
  if (at.manner.gaps !== 'strict') return inSpan.slice(-periods);
  const { last } = spanAt(rule, at.manner, at.seconds);
  // The open window may have no measure yet; then the periods end with the one before it.
  const isEnded = at.manner.window === 'closed' || inSpan.some((point) => point.at === last);
  const end = isEnded ? last : last - granularity;
  return inSpan.filter((point) => point.at > end - periods * granularity && point.at <= end);
}

/** What a rule says at an effective time. `points` are in order of time and may reach further than the rule looks. */
export function judgeWindows(rule: ThresholdRule, points: readonly Point[], at: At): Judgement {
  const { granularitySeconds: granularity, periods } = rule;
  if (inSpanOf(rule, points, at).length === 0)
    return { kind: 'unknown', reason: `No datapoint for granularity ${granularity}`, values: [] };
  const values = comparedWindows(rule, points, at).map(({ value }) => value);
  const missing = periods - values.length;
  if (missing === 0) return judgeValues(rule, values);
  const reason =
    at.manner.gaps === 'strict'
      ? `${missing} of the last ${periods} windows have no datapoint`
      : `${periods} datapoints are unknown`;
  return { kind: 'unknown', reason, values };
}
