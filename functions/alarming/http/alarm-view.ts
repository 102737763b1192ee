import { constraintDocument, ruleDocument } from '../core/alarm-detail.ts';
import type { Alarm, AlarmChange } from '../core/alarm.ts';
import { naiveTime } from '../core/time/naive-time.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { withoutTrusts } from '../core/action/trust-action.ts';

/**
 * An alarm as the API shows it, in Aodh's order. An event alarm is only evaluated by events, so its last
 * evaluation is its last change of state.
 */
export const alarmView = (alarm: Alarm): Json => ({
  alarm_id: alarm.id,
  name: alarm.name,
  description: alarm.description,
  enabled: alarm.enabled,
  ok_actions: withoutTrusts(alarm.okActions),
  alarm_actions: withoutTrusts(alarm.alarmActions),
  insufficient_data_actions: withoutTrusts(alarm.insufficientDataActions),
  repeat_actions: alarm.repeatActions,
  type: alarm.rule.type,
  time_constraints: alarm.timeConstraints.map(constraintDocument),
  project_id: alarm.projectId,
  user_id: alarm.userId,
  timestamp: naiveTime(alarm.updatedAt),
  state: alarm.state,
  state_timestamp: naiveTime(alarm.stateAt),
  state_reason: alarm.stateReason,
  severity: alarm.severity,
  evaluate_timestamp: naiveTime(alarm.stateAt),
  [`${alarm.rule.type}_rule`]: ruleDocument(alarm.rule),
});

/** A history entry as the API shows it; Aodh does not show its severity. */
export const changeView = (change: AlarmChange): Json => ({
  event_id: change.eventId,
  alarm_id: change.alarmId,
  type: change.type,
  detail: change.detail,
  project_id: change.projectId,
  user_id: change.userId,
  on_behalf_of: change.onBehalfOf,
  timestamp: naiveTime(change.at),
});

export const quotaView = (projectId: string, limit: number | undefined): Json => ({
  project_id: projectId,
  quotas: [{ resource: 'alarms', limit: limit ?? -1 }],
});

/** Aodh's names for what the service supports. */
export const capabilities: Json = {
  api: {
    'alarms:history:query:complex': true,
    'alarms:history:query:simple': true,
    'alarms:query:complex': true,
    'alarms:query:simple': true,
  },
  alarm_storage: { 'storage:production_ready': true },
};

export const versions = (publicUrl: string): Json => ({
  versions: {
    values: [
      {
        id: 'v2',
        links: [
          { href: `${publicUrl}/alarming/v2`, rel: 'self' },
          { href: 'https://docs.openstack.org/', rel: 'describedby', type: 'text/html' },
        ],
        'media-types': [
          {
            base: 'application/json',
            type: 'application/vnd.openstack.telemetry-v2+json',
          },
        ],
        status: 'stable',
        updated: '2013-02-13T00:00:00Z',
      },
    ],
  },
});
