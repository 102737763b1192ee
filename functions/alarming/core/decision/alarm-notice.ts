import type { EventRule } from '../../../events/core/event-rule.ts';
import type { Firing } from './firing.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { dumps, type Json } from '../../../platform/core/python-json.ts';

/** Why an alarm fired, in the exact words of `_fire_alarm` in `aodh/evaluator/event.py`. */
export const firingReason = (rule: EventRule, { messageId, eventType }: Notification): string =>
  `Event <id=${messageId},event_type=${eventType}> hits the query <query=${dumps(
    rule.query.map(({ field, op, type, value }) => ({ field, op, type, value })),
    { sortKeys: true },
  )}>.`;

/**
 * The notice that an action receives, with Aodh's seven keys in Aodh's order (`aodh/notifier/rest.py`).
 * `event` is passed on as it is, with traits unconverted.
 */
export const alarmNotice = (firing: Firing, event: Json): Json => ({
  alarm_name: firing.alarmName,
  alarm_id: firing.alarmId,
  severity: firing.severity,
  previous: firing.previous,
  current: 'alarm',
  reason: firing.reason,
  reason_data: { type: 'event', event },
});

/** The `detail` of a firing's history entry. */
export const firingDetail = (reason: string): string =>
  dumps({ state: 'alarm', transition_reason: reason });
