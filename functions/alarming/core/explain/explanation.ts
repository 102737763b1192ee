import type { Alarm } from '../alarm.ts';
import { everyPartHolds, type Judgement, judge } from '../decision/judge.ts';
import { isDecisive, type Question, type Reason, reasonsOf } from './reason.ts';

/**
 * `near-miss`: of an alarm that is considered, exactly one condition fails, or only a `*` is missing at the end of
 * its event type. `no-effect`: the event hits the rule, and nothing follows.
 */
export type Verdict = 'fires' | 'no-effect' | 'near-miss' | 'miss' | 'not-considered';

/** What an event does to an alarm, and why. */
export interface Explanation {
  readonly alarm: Alarm;
  readonly verdict: Verdict;
  readonly would: 'fire' | 'nothing';
  /** Undefined if the alarm is not on events. */
  readonly judgement: Judgement | undefined;
  readonly reasons: readonly Reason[];
}

export function explain(question: Question): Explanation {
  const { alarm, notification } = question;
  const judgement = alarm.rule.type === 'event' ? judge(alarm.rule.event, notification) : undefined;
  const reasons = reasonsOf(question, judgement);
  const would = reasons.some(isDecisive) ? 'nothing' : 'fire';
  return { alarm, verdict: verdictOf(reasons, judgement, would), would, judgement, reasons };
}

/** What can be said of an alarm of which it is not known how it was, or which was not there. */
export const unknownThen = (
  alarm: Alarm,
  code: 'not-created' | 'older-than-history',
): Explanation => ({
  alarm,
  verdict: 'not-considered',
  would: 'nothing',
  judgement: undefined,
  reasons: [{ code }],
});

const unconsidered: readonly Reason['code'][] = ['other-project', 'not-evaluated', 'disabled'];

function verdictOf(
  reasons: readonly Reason[],
  judgement: Judgement | undefined,
  would: Explanation['would'],
): Verdict {
  if (!judgement || reasons.some(({ code }) => unconsidered.includes(code)))
    return 'not-considered';
  if (would === 'fire') return 'fires';
  if (everyPartHolds(judgement)) return 'no-effect';
  const { type, conditions } = judgement;
  const failing = conditions.filter(({ holds }) => !holds).length;
  const isNear = type.holds ? failing === 1 : type.code === 'type-has-suffix' && failing === 0;
  return isNear ? 'near-miss' : 'miss';
}
