import * as z from 'zod';
import type { Instant } from '../../platform/core/instant.ts';
import { isObject, type Json, loads } from '../../platform/core/python-json.ts';
import type { Alarm, AlarmChange, AlarmRule } from './alarm.ts';

/** An alarm as it was: `older-than-history` if too little of its history is kept to say. */
export type AlarmThen =
  | { readonly kind: 'known'; readonly alarm: Alarm }
  | { readonly kind: 'not-created' }
  | { readonly kind: 'older-than-history' };

/**
 * The alarm as it was at an instant, by its history, which is kept for some time. A change of that very instant
 * counts. Arming, epoch, version and the times of changes are not in a history: they stay as they are now.
 */
export function alarmAt(now: Alarm, history: readonly AlarmChange[], instant: Instant): AlarmThen {
  const oldestFirst = history.toSorted((left, right) => (left.eventId < right.eventId ? -1 : 1));
  const until = oldestFirst.filter(({ at }) => at <= instant);
  if (until.length === oldestFirst.length && oldestFirst.length > 0)
    return { kind: 'known', alarm: now };
  const [creation] = oldestFirst;
  if (creation?.type !== 'creation') return { kind: 'older-than-history' };
  if (creation.at > instant) return { kind: 'not-created' };
  return { kind: 'known', alarm: until.reduce(alarmAfter, now) };
}

/** The alarm after a change, as far as a history tells it. */
export function alarmAfter(alarm: Alarm, { detail: text, onBehalfOf }: AlarmChange): Alarm {
  const detail = loads(text);
  if (!isObject(detail)) return alarm;
  const read = changeDetail.safeParse(detail);
  if (!read.success) return alarm;
  const given = read.data;
  const type = given.type ?? alarm.rule.type;
  const rule = detail['rule'] === undefined ? alarm.rule : ruleOf(type, detail['rule']);
  return {
    ...alarm,
    projectId: onBehalfOf,
    userId: given.user_id ?? alarm.userId,
    name: given.name ?? alarm.name,
    description: given.description ?? alarm.description,
    enabled: given.enabled ?? alarm.enabled,
    severity: given.severity ?? alarm.severity,
    state: given.state ?? alarm.state,
    stateReason: given.state_reason ?? given.transition_reason ?? alarm.stateReason,
    repeatActions: given.repeat_actions === undefined ? alarm.repeatActions : given.repeat_actions,
    okActions: given.ok_actions === undefined ? alarm.okActions : given.ok_actions,
    alarmActions: given.alarm_actions === undefined ? alarm.alarmActions : given.alarm_actions,
    insufficientDataActions:
      given.insufficient_data_actions === undefined
        ? alarm.insufficientDataActions
        : given.insufficient_data_actions,
    timeConstraints: constraintsOf(detail['time_constraints']) ?? alarm.timeConstraints,
    rule: rule ?? alarm.rule,
  };
}

const actions = z.array(z.string()).nullable().optional();
const alarmType = z.enum([
  'event',
  'composite',
  'gnocchi_resources_threshold',
  'gnocchi_aggregation_by_metrics_threshold',
  'gnocchi_aggregation_by_resources_threshold',
  'loadbalancer_member_health',
  'prometheus',
]);

/** What a history entry may say of an alarm (`alarm-detail.ts`), except its rule and its numbers. */
const changeDetail = z.looseObject({
  type: alarmType.optional(),
  enabled: z.boolean().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  user_id: z.string().optional(),
  state: z.enum(['ok', 'alarm', 'insufficient data']).optional(),
  state_reason: z.string().optional(),
  transition_reason: z.string().optional(),
  ok_actions: actions,
  alarm_actions: actions,
  insufficient_data_actions: actions,
  repeat_actions: z.boolean().nullable().optional(),
  severity: z.enum(['low', 'moderate', 'critical']).optional(),
});

const eventRule = z.object({
  event_type: z.string(),
  query: z.array(
    z.object({
      field: z.string(),
      op: z.enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge']),
      type: z.enum(['', 'string', 'integer', 'float', 'boolean', 'datetime']),
      value: z.string(),
    }),
  ),
});

function ruleOf(type: AlarmRule['type'], document: Json): AlarmRule | undefined {
  if (type !== 'event') return isObject(document) ? { type, document } : undefined;
  const read = eventRule.safeParse(document);
  if (!read.success) return undefined;
  const { event_type: eventType, query } = read.data;
  return { type, event: { eventType, query } };
}

const constraints = z.array(
  z.object({
    name: z.string(),
    description: z.string(),
    start: z.string(),
    duration: z.unknown().transform(Number),
    timezone: z.string(),
  }),
);

function constraintsOf(given: Json | undefined): Alarm['timeConstraints'] | undefined {
  const read = constraints.safeParse(given);
  return read.success
    ? read.data.map(({ duration, ...rest }) => ({ ...rest, durationSeconds: duration }))
    : undefined;
}
