import type { AlarmState } from '../alarm.ts';
import { compositeState, type Judgements } from './composite.ts';
import { judgeWindows, type Manner, type Point } from './judge-windows.ts';
import { type Judgement, stateFrom } from './judgement.ts';
import { type MetricRule, type ThresholdRule, thresholdsOf } from './metric-rule.ts';

/** What was found for a threshold rule. */
export type Evidence =
  | {
      /** The aggregates of its windows, in order of time, complete from the window that begins at `from`. */
      readonly kind: 'points';
      readonly points: readonly Point[];
      readonly from: number;
    }
  /** An answer without windows: of Prometheus, or that there is none. */
  | { readonly kind: 'judged'; readonly judgement: Judgement };

export type MeasuredRule = Exclude<MetricRule, { readonly kind: 'members' }>;

/** A rule with what was found for it. */
export interface Looked {
  readonly rule: MeasuredRule;
  readonly evidence: ReadonlyMap<ThresholdRule, Evidence>;
  readonly manner: Manner;
}

export function judgementsAt(looked: Looked, seconds: number): Judgements {
  const { rule, evidence, manner } = looked;
  return new Map(
    thresholdsOf(rule).map((each): [ThresholdRule, Judgement] => {
      const found = evidence.get(each);
      if (!found) return [each, { kind: 'unknown', reason: 'not looked at', values: [] }];
      return found.kind === 'judged'
        ? [each, found.judgement]
        : [each, judgeWindows(each, found.points, { manner, seconds })];
    }),
  );
}

/** The state that a rule leads to from a state. */
export function stateAfter(rule: MeasuredRule, judgements: Judgements, before: AlarmState) {
  const states = new Map(
    [...judgements].map(([each, judgement]) => [each, stateFrom(judgement, before)]),
  );
  const state =
    rule.kind === 'composite'
      ? compositeState(rule.tree, states)
      : (states.get(rule.rule) ?? 'insufficient data');
  return { state, states };
}

/** Where the story of an alarm's states begins: in this state, at this effective time. */
export interface Beginning {
  readonly state: AlarmState;
  readonly since: number;
}

const everyState = ['ok', 'alarm', 'insufficient data'] as const;

/**
 * The state at an effective time as a function of the measures. Mixed values leave a state as it is, so the answer may
 * depend on the state before; then the windows before tell, from the end of one to the end of the one before, until
 * the state does not depend on an earlier one, or the story begins. `unread` says that older windows are
 * needed than were read.
 */
export function stateOverTime(
  looked: Looked,
  seconds: number,
  {
    beginning,
    isActive,
  }: { readonly beginning: Beginning; readonly isActive: (seconds: number) => boolean },
): AlarmState | 'unread' {
  const step = (at: number) => {
    const judgements = judgementsAt(looked, at);
    return (before: AlarmState) => stateAfter(looked.rule, judgements, before).state;
  };
  let toNow = step(seconds);
  const granularity = finestGranularity(looked.rule);
  for (let end = endBefore(seconds, granularity); ; end -= granularity) {
    const outcomes = new Set(everyState.map(toNow));
    const [only] = outcomes;
    if (only !== undefined && outcomes.size === 1) return only;
    if (end < beginning.since || !hasWindowsOnly(looked)) return toNow(beginning.state);
    if (!isRead(looked, end)) return 'unread';
    if (!isActive(end)) continue;
    const [later, earlier] = [toNow, step(end)];
    toNow = (before) => later(earlier(before));
  }
}

export const finestGranularity = (rule: MeasuredRule): number =>
  Math.min(...thresholdsOf(rule).flatMap(({ granularitySeconds }) => granularitySeconds || []));

const millisecond = 0.001;
const endBefore = (seconds: number, granularity: number): number =>
  Math.floor(seconds / granularity) * granularity - millisecond;

const hasWindowsOnly = ({ evidence }: Looked): boolean =>
  [...evidence.values()].every(({ kind }) => kind === 'points');

const isRead = ({ evidence }: Looked, seconds: number): boolean =>
  [...evidence].every(
    ([{ granularitySeconds, periods }, found]) =>
      found.kind !== 'points' ||
      found.from <= Math.floor(seconds / granularitySeconds - periods - 1) * granularitySeconds,
  );
