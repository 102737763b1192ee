import type { Notification } from '../../../events/core/notification.ts';
import type { Alarm } from '../alarm.ts';
import type { Decision } from './decide-transition.ts';
import { type EventAlarm, fireAlarm, firesOn, isHitBy } from './fire-alarm.ts';

/** What an event does to an alarm, apart from whether the alarm has fired on its message id in this arming. */
export type Step =
  | { readonly kind: 'miss' }
  /** The event hits the rule, and nothing follows. */
  | { readonly kind: 'idle'; readonly reason: 'in-alarm' | 'disabled' }
  | { readonly kind: 'fires'; readonly decision: Decision };

/** Decides on an event, for the evaluator and for backtests alike. */
export function step(
  alarm: Alarm,
  notification: Notification,
  /** Called only if the alarm fires. */
  firing: (alarm: EventAlarm) => Parameters<typeof fireAlarm>[2],
): Step {
  if (firesOn(alarm, notification))
    return { kind: 'fires', decision: fireAlarm(alarm, notification, firing(alarm)) };
  if (!isHitBy(alarm, notification)) return { kind: 'miss' };
  return { kind: 'idle', reason: alarm.enabled ? 'in-alarm' : 'disabled' };
}
