import type { EventRule } from '../../../events/core/event-rule.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { dumps, type Json } from '../../../platform/core/python-json.ts';
import type { Transition } from './transition.ts';

/** Why an alarm fired, in the exact words of `_fire_alarm` in `aodh/evaluator/event.py`. */
export const firingReason = (rule: EventRule, { messageId, eventType }: Notification): string =>
  `Event <id=${messageId},event_type=${eventType}> hits the query <query=${dumps(
    rule.query.map(({ field, op, type, value }) => ({ field, op, type, value })),
    { sortKeys: true },
  )}>.`;

/** What the notice of a firing says of the event, which is passed on as it is, with traits unconverted. */
export const eventReasonData = (event: Json): Json => ({ type: 'event', event });

/** The notice that an action receives, with Aodh's seven keys in Aodh's order (`aodh/notifier/rest.py`). */
export const alarmNotice = (transition: Transition, reasonData: Json): Json => ({
  alarm_name: transition.alarmName,
  alarm_id: transition.alarmId,
  severity: transition.severity,
  previous: transition.from,
  current: transition.to,
  reason: transition.reason,
  reason_data: reasonData,
});
