import type { Notification } from '../../../events/core/notification.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Alarm } from '../alarm.ts';
import type { Transition } from '../decision/transition.ts';
import { step } from '../decision/step.ts';
import type { Rearm } from './backtest.ts';

/** What a backtest carries from one event to the next, beside the ids that the present arming has fired on. */
export interface Fold {
  readonly alarm: Alarm;
  readonly rearmAt: Instant | null;
}

export interface FoldedEvent {
  readonly at: Instant;
  readonly acceptance: string;
  readonly notification: Notification;
}

export interface Folded {
  readonly fold: Fold;
  readonly matched: boolean;
  readonly fired: Transition | undefined;
}

/** The alarm armed again, as whoever sets its state to `ok` does. */
export const rearmed = (alarm: Alarm): Alarm => ({
  ...alarm,
  state: 'ok',
  arming: alarm.arming + 1,
  version: alarm.version + 1,
});

/** Arms the alarm again if its time has come by the instant. */
export const foldTime = (fold: Fold, at: Instant): Fold =>
  fold.rearmAt !== null && fold.rearmAt <= at
    ? { alarm: rearmed(fold.alarm), rearmAt: null }
    : fold;

/**
 * What the event makes of the alarm, by the code that decides when events come (`step`). Within an arming, a message
 * id has one effect. The alarm of the result may be armed again: its arming tells.
 */
export function foldEvent(
  { alarm, rearmAt }: Fold,
  { at, acceptance, notification }: FoldedEvent,
  { rearm, hasFired }: { readonly rearm: Rearm; readonly hasFired: boolean },
): Folded {
  const found = step(alarm, notification, () => ({ id: '', acceptanceId: acceptance, now: at }));
  if (found.kind !== 'fires' || hasFired)
    return { fold: { alarm, rearmAt }, matched: found.kind !== 'miss', fired: undefined };
  const { transition, next = alarm } = found.decision;
  const fold = {
    alarm: rearm === 'at-once' ? rearmed(next) : next,
    rearmAt: typeof rearm === 'number' ? (rearmAt ?? after(at, rearm)) : null,
  };
  return { fold, matched: true, fired: transition };
}
