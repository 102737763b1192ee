import type { Alarm, AlarmChange } from '../alarm.ts';
import type { EventRule } from '../../../events/core/event-rule.ts';
import { firingDetail, firingReason } from './alarm-notice.ts';
import type { Firing } from './firing.ts';
import { hits } from './hits.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { serviceAccount } from '../../../platform/core/service-account.ts';

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
  alarm.enabled &&
  alarm.rule.type === 'event' &&
  alarm.projectId === notification.projectId &&
  (alarm.state !== 'alarm' || alarm.repeatActions === true) &&
  hits(alarm.rule.event, notification);

/** What a firing writes; `next` is undefined if the alarm's state does not change. */
export interface FiredAlarm {
  readonly firing: Firing;
  readonly next: Alarm | undefined;
}

/** Fires the alarm on the event (`_fire_alarm` and `_refresh` of `aodh/evaluator`). */
export function fireAlarm(
  alarm: EventAlarm,
  notification: Notification,
  {
    firingId,
    acceptanceId,
    now,
  }: {
    readonly firingId: string;
    readonly acceptanceId: string;
    readonly now: Instant;
  },
): FiredAlarm {
  const reason = firingReason(alarm.rule.event, notification);
  const { id: alarmId, projectId, arming, name: alarmName, severity, state: previous } = alarm;
  return {
    firing: {
      id: firingId,
      alarmId,
      projectId,
      messageId: notification.messageId,
      arming,
      acceptanceId,
      alarmName,
      severity,
      previous,
      reason,
      actions: alarm.alarmActions ?? [],
      at: now,
    },
    next:
      previous === 'alarm'
        ? undefined
        : {
            ...alarm,
            state: 'alarm',
            stateReason: reason,
            stateAt: now,
            version: alarm.version + 1,
          },
  };
}

/** The history entry of a firing. */
export const firingChange = ({
  id,
  alarmId,
  projectId,
  severity,
  reason,
  at,
}: Firing): AlarmChange => ({
  eventId: id,
  alarmId,
  type: 'state transition',
  detail: firingDetail(reason),
  ...serviceAccount,
  onBehalfOf: projectId,
  severity,
  at,
});
