import type { Instant } from '../../../platform/core/instant.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Alarm } from '../alarm.ts';
import { isArmed } from '../decision/fire-alarm.ts';
import type { Judgement } from '../decision/judge.ts';
import type { Transition } from '../decision/transition.ts';
import type { Settlement } from '../rule/settlement.ts';

/** What stands in the way of a firing. */
export type Reason =
  /** Then, the alarm did not exist yet. */
  | { readonly code: 'not-created' }
  /** How the alarm was then is not known any more. */
  | { readonly code: 'older-than-history' }
  | { readonly code: 'other-project'; readonly projectId: string }
  | { readonly code: 'not-evaluated'; readonly type: Alarm['rule']['type'] }
  /** Disabled at that time at the latest. */
  | { readonly code: 'disabled'; readonly since: Instant }
  | {
      readonly code: 'rule-not-effective';
      readonly acceptedAt: Instant;
      /** null: not yet. */
      readonly settledAt: Instant | null;
      /** A rule takes some time to be effective after the bus has taken it. */
      readonly certainty: 'certain' | 'maybe';
      /** Whether it stands in the way of what is asked: of what happened then, not of what would happen now. */
      readonly counts: boolean;
    }
  | { readonly code: 'event-type' }
  | { readonly code: 'condition'; readonly part: number }
  | { readonly code: 'in-alarm'; readonly since: Instant; readonly stateReason: string }
  | {
      readonly code: 'counted';
      readonly transitionId: string;
      readonly at: Instant;
      readonly acceptanceId: string | null;
    };

/** How long a rule may take to be effective after the bus has taken it. */
const settlingSeconds = 60;

/** What is asked of one alarm and one event. */
export interface Question {
  readonly alarm: Alarm;
  readonly settlement: Settlement;
  readonly notification: Notification;
  /** When the event was accepted; undefined if it is only given. */
  readonly acceptedAt: Instant | undefined;
  /** The firing that the event has had in this arming of the alarm. */
  readonly counted: Transition | undefined;
  readonly when: 'now' | 'then';
}

/** All that stands in the way, in the order in which an evaluation would come upon it. */
export function reasonsOf(question: Question, judgement: Judgement | undefined): readonly Reason[] {
  const { alarm, notification, counted } = question;
  const reasons: Reason[] = [];
  if (alarm.projectId !== notification.projectId)
    reasons.push({ code: 'other-project', projectId: alarm.projectId });
  if (!judgement) return [...reasons, { code: 'not-evaluated', type: alarm.rule.type }];
  if (!alarm.enabled) reasons.push({ code: 'disabled', since: alarm.updatedAt });
  reasons.push(...unsettled(question));
  if (!judgement.type.holds) reasons.push({ code: 'event-type' });
  for (const { holds, part } of judgement.conditions)
    if (!holds) reasons.push({ code: 'condition', part });
  if (!isArmed(alarm))
    reasons.push({ code: 'in-alarm', since: alarm.stateAt, stateReason: alarm.stateReason });
  if (counted) {
    const { id: transitionId, at, trigger } = counted;
    const acceptanceId = trigger.kind === 'event' ? trigger.acceptanceId : null;
    reasons.push({ code: 'counted', transitionId, at, acceptanceId });
  }
  return reasons;
}

function unsettled({ settlement, acceptedAt, when }: Question): readonly Reason[] {
  if (acceptedAt === undefined || settlement.kind === 'unknown') return [];
  const settledAt = settlement.kind === 'settled' ? settlement.at : null;
  if (settledAt !== null && acceptedAt >= after(settledAt, settlingSeconds)) return [];
  const certainty = settledAt !== null && acceptedAt < settledAt ? 'certain' : 'maybe';
  const counts = when === 'then' && certainty === 'certain';
  return [{ code: 'rule-not-effective', acceptedAt, settledAt, certainty, counts }];
}

/** Whether the reason alone keeps the alarm from firing. */
export const isDecisive = (reason: Reason): boolean =>
  reason.code !== 'rule-not-effective' || reason.counts;
