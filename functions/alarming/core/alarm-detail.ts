import type { Alarm, AlarmRule, TimeConstraint } from './alarm.ts';
import { naiveTime } from './time/naive-time.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { withoutTrusts } from './action/trust-action.ts';

type Detail = { readonly [key: string]: Json };

/** An alarm's rule as Aodh stores it, and as `rule` in a history entry shows it. */
export const ruleDocument = (rule: AlarmRule): Detail =>
  rule.type === 'event'
    ? {
        event_type: rule.event.eventType,
        query: rule.event.query.map(({ field, op, type, value }) => ({ field, op, type, value })),
      }
    : rule.document;

export const constraintDocument = (constraint: TimeConstraint): Detail => ({
  name: constraint.name,
  description: constraint.description,
  start: constraint.start,
  duration: constraint.durationSeconds,
  timezone: constraint.timezone,
});

/** The alarm as history entries show it, in the order of Aodh's model (`aodh/storage/models.py`). */
const detailOf = (alarm: Alarm): Detail => ({
  alarm_id: alarm.id,
  type: alarm.rule.type,
  enabled: alarm.enabled,
  name: alarm.name,
  description: alarm.description,
  timestamp: naiveTime(alarm.updatedAt),
  user_id: alarm.userId,
  project_id: alarm.projectId,
  state: alarm.state,
  state_timestamp: naiveTime(alarm.stateAt),
  state_reason: alarm.stateReason,
  ok_actions: withoutTrusts(alarm.okActions),
  alarm_actions: withoutTrusts(alarm.alarmActions),
  insufficient_data_actions: withoutTrusts(alarm.insufficientDataActions),
  repeat_actions: alarm.repeatActions,
  time_constraints: alarm.timeConstraints.map(constraintDocument),
  severity: alarm.severity,
  rule: ruleDocument(alarm.rule),
});

/** The detail of a `creation`. */
export const creationDetail = (alarm: Alarm): string => dumps(detailOf(alarm));

/** The detail of a `rule change`: the changed attributes except the times; undefined if none changed. */
export function ruleChangeDetail(before: Alarm, after: Alarm): string | undefined {
  const old = detailOf(before);
  const changed = Object.entries(detailOf(after)).filter(
    ([key, value]) =>
      key !== 'timestamp' && key !== 'state_timestamp' && dumps(value) !== dumps(old[key] ?? null),
  );
  return changed.length > 0 ? dumps(Object.fromEntries(changed)) : undefined;
}

/** The detail of a `state transition` made through the API. */
export const stateSetDetail = (alarm: Alarm): string =>
  dumps({ state: alarm.state, state_reason: alarm.stateReason });
