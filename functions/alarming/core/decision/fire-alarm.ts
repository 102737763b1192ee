import type { Alarm } from '../alarm.ts';
import type { EventRule } from '../../../events/core/event-rule.ts';
import { firingReason } from './alarm-notice.ts';
import { type Decision, decideTransition } from './decide-transition.ts';
import { hits } from './hits.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Replayed } from '../../../events/core/log/logged-event.ts';
import type { Notification } from '../../../events/core/notification.ts';

/** An alarm whose rule is an event rule. */
export type EventAlarm = Alarm & {
  readonly rule: { readonly type: 'event'; readonly event: EventRule };
};

/**
 * Whether the event makes the alarm fire: the alarm is enabled and of the event's project, the event hits
 * its rule, and it is not yet in state `alarm` unless it repeats (`fired_and_no_repeat` of
 * `aodh/evaluator/event.py`). Time constraints do not apply to event alarms.
 */
export const firesOn = (alarm: Alarm, notification: Notification): alarm is EventAlarm =>
  alarm.enabled && isArmed(alarm) && isHitBy(alarm, notification);

/** Whether an event can make the alarm fire in its present state. */
export const isArmed = ({ state, repeatActions }: Alarm): boolean =>
  state !== 'alarm' || repeatActions === true;

/** Whether the event is of the alarm's project and hits its rule, whatever the alarm makes of it. */
export const isHitBy = (alarm: Alarm, notification: Notification): alarm is EventAlarm =>
  alarm.rule.type === 'event' &&
  alarm.projectId === notification.projectId &&
  hits(alarm.rule.event, notification);

/** Fires the alarm on the event (`_fire_alarm` of `aodh/evaluator/event.py`). */
export const fireAlarm = (
  alarm: EventAlarm,
  notification: Notification,
  {
    id,
    acceptanceId,
    replay,
    now,
  }: {
    readonly id: string;
    readonly acceptanceId: string;
    readonly replay?: Replayed | undefined;
    readonly now: Instant;
  },
): Decision =>
  decideTransition(alarm, {
    id,
    to: 'alarm',
    reason: firingReason(alarm.rule.event, notification),
    trigger: {
      kind: 'event',
      messageId: notification.messageId,
      acceptanceId,
      ...(replay && { replay }),
    },
    now,
  });
