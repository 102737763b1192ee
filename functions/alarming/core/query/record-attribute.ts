import { withoutTrusts } from '../action/trust-action.ts';
import { constraintDocument, ruleDocument } from '../alarm-detail.ts';
import type { Alarm, AlarmChange } from '../alarm.ts';
import { dumps } from '../../../platform/core/python-json.ts';

/** A value that queries compare; null where none was given. */
export type Attribute =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'instant'; readonly instant: string }
  | null;

/** The attributes that queries may name, and how to read each from an entity. */
export type Attributes<Entity> = { readonly [name: string]: (entity: Entity) => Attribute };

const text = (value: string): Attribute => ({ kind: 'text', text: value });
const boolean = (value: boolean | null): Attribute =>
  value === null ? null : { kind: 'boolean', boolean: value };
const instant = (value: string): Attribute => ({ kind: 'instant', instant: value });

/** The attributes of an alarm; lists and rules compare as JSON text, actions as they may be shown. */
export const alarmAttributes: Attributes<Alarm> = {
  alarm_id: ({ id }) => text(id),
  type: ({ rule }) => text(rule.type),
  enabled: ({ enabled }) => boolean(enabled),
  name: ({ name }) => text(name),
  description: ({ description }) => text(description),
  timestamp: ({ updatedAt }) => instant(updatedAt),
  user_id: ({ userId }) => text(userId),
  project_id: ({ projectId }) => text(projectId),
  state: ({ state }) => text(state),
  state_timestamp: ({ stateAt }) => instant(stateAt),
  state_reason: ({ stateReason }) => text(stateReason),
  ok_actions: ({ okActions }) => text(dumps(withoutTrusts(okActions))),
  alarm_actions: ({ alarmActions }) => text(dumps(withoutTrusts(alarmActions))),
  insufficient_data_actions: ({ insufficientDataActions }) =>
    text(dumps(withoutTrusts(insufficientDataActions))),
  repeat_actions: ({ repeatActions }) => boolean(repeatActions),
  rule: ({ rule }) => text(dumps(ruleDocument(rule))),
  time_constraints: ({ timeConstraints }) => text(dumps(timeConstraints.map(constraintDocument))),
  severity: ({ severity }) => text(severity),
  evaluate_timestamp: ({ stateAt }) => instant(stateAt),
};

/** The attributes of a history entry. */
export const changeAttributes: Attributes<AlarmChange> = {
  event_id: ({ eventId }) => text(eventId),
  alarm_id: ({ alarmId }) => text(alarmId),
  type: ({ type }) => text(type),
  severity: ({ severity }) => text(severity),
  detail: ({ detail }) => text(detail),
  user_id: ({ userId }) => text(userId),
  project_id: ({ projectId }) => text(projectId),
  on_behalf_of: ({ onBehalfOf }) => text(onBehalfOf),
  timestamp: ({ at }) => instant(at),
};
