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

/** What a rule says at an effective time. `points` are in order of time and may reach further than the rule looks. */
export function judgeWindows(
  rule: ThresholdRule,
  points: readonly Point[],
  { manner, seconds }: { readonly manner: Manner; readonly seconds: number },
): Judgement {
  const { first, last } = spanAt(rule, manner, seconds);
  const inSpan = points.filter(({ at }) => at >= first && at <= last);
  const { granularitySeconds: granularity, periods } = rule;
  if (inSpan.length === 0)
    return { kind: 'unknown', reason: `No datapoint for granularity ${granularity}`, values: [] };
  if (manner.gaps === 'strict') {
    // The open window may have no measure yet; then the periods end with the one before it.
    const end =
      inSpan.some(({ at }) => at === last) || manner.window === 'closed'
        ? last
        : last - granularity;
    const wanted = inSpan.filter(({ at }) => at > end - periods * granularity && at <= end);
    const missing = periods - wanted.length;
    if (missing > 0)
      return {
        kind: 'unknown',
        reason: `${missing} of the last ${periods} windows have no datapoint`,
        values: wanted.map(({ value }) => value),
      };
    return judgeValues(
      rule,
      wanted.map(({ value }) => value),
    );
  }
  const values = inSpan.slice(-periods).map(({ value }) => value);
  if (values.length < periods)
    return { kind: 'unknown', reason: `${periods} datapoints are unknown`, values };
  return judgeValues(rule, values);
}
