import type { Alarm, AlarmRule, TimeConstraint } from './alarm.ts';
import { naiveTime } from './naive-time.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { withoutTrusts } from './trust-action.ts';

type Detail = { readonly [key: string]: Json };

/** An alarm's rule as Aodh keeps it: what `rule` holds in a history entry. */
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

/** The alarm as the history knows it, in the order of Aodh's own model (`aodh/storage/models.py`). */
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

/** Detail of a `creation`. */
export const creationDetail = (alarm: Alarm): string => dumps(detailOf(alarm));

/** Detail of a `rule change`: what is new, without the times; undefined when nothing is. */
export function ruleChangeDetail(before: Alarm, after: Alarm): string | undefined {
  const old = detailOf(before);
  const changed = Object.entries(detailOf(after)).filter(
    ([key, value]) =>
      key !== 'timestamp' && key !== 'state_timestamp' && dumps(value) !== dumps(old[key] ?? null),
  );
  return changed.length > 0 ? dumps(Object.fromEntries(changed)) : undefined;
}

/** Detail of a `state transition` by the API. */
export const stateSetDetail = (alarm: Alarm): string =>
  dumps({ state: alarm.state, state_reason: alarm.stateReason });
