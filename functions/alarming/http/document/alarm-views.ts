import * as z from 'zod';
import { alarmStates } from '../read-alarm.ts';
import { alarmTypes } from '../read-rule.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { draftExample } from './alarm-body.ts';
import * as ids from './examples.ts';

/** In UTC, without a zone, as Aodh prints it. */
export const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$/)
  .meta({ description: 'In UTC, without a zone.' });
export const state = z.enum(alarmStates);
const severity = z.enum(['low', 'moderate', 'critical']);
const actions = z.array(z.string()).nullable();

const constraint = z.strictObject({
  name: z.string(),
  description: z.string(),
  start: z.string(),
  duration: z.int(),
  timezone: z.string(),
});

const condition = z.strictObject({
  field: z.string(),
  op: z.string(),
  type: z.string(),
  value: z.string(),
});
const eventRule = z.strictObject({ event_type: z.string(), query: z.array(condition) });

const rules = Object.fromEntries(
  alarmTypes.map((type) => [
    `${type}_rule`,
    (type === 'event' ? eventRule : z.looseObject({})).optional(),
  ]),
);

const example = {
  alarm_id: ids.alarmId,
  name: draftExample.name,
  description: 'Alarm when compute.instance.delete.* event occurred.',
  enabled: true,
  ok_actions: [],
  alarm_actions: draftExample.alarm_actions,
  insufficient_data_actions: [],
  repeat_actions: true,
  type: 'event',
  time_constraints: [],
  project_id: ids.projectId,
  user_id: ids.userId,
  timestamp: ids.when,
  state: 'insufficient data',
  state_timestamp: ids.when,
  state_reason: 'Not evaluated yet',
  severity: 'low',
  evaluate_timestamp: ids.when,
  event_rule: draftExample.event_rule,
};

export const alarm: Sample = {
  schema: z
    .strictObject({
      alarm_id: z.string(),
      name: z.string(),
      description: z.string(),
      enabled: z.boolean(),
      ok_actions: actions,
      alarm_actions: actions,
      insufficient_data_actions: actions,
      repeat_actions: z.boolean().nullable(),
      type: z.enum(alarmTypes),
      time_constraints: z.array(constraint),
      project_id: z.string(),
      user_id: z.string(),
      timestamp: time,
      state,
      state_timestamp: time,
      state_reason: z.string(),
      severity,
      evaluate_timestamp: time,
      ...rules,
    })
    .meta({ id: 'Alarm', description: 'It has the rule of its type and no other.' }),
  example,
};

export const change: Sample = {
  schema: z
    .strictObject({
      event_id: z.string(),
      alarm_id: z.string(),
      type: z.enum(['creation', 'rule change', 'state transition', 'deletion']),
      detail: z.string().meta({ description: 'JSON text of what is new.' }),
      project_id: z.string().meta({ description: 'The project of who made the change.' }),
      user_id: z.string(),
      on_behalf_of: z.string().meta({ description: 'The alarm’s project.' }),
      timestamp: time,
    })
    .meta({ id: 'AlarmChange', description: 'An entry of an alarm’s history.' }),
  example: {
    event_id: ids.changeId,
    alarm_id: ids.alarmId,
    type: 'state transition',
    detail: '{"state": "alarm", "state_reason": "Manually set via API"}',
    project_id: ids.projectId,
    user_id: ids.userId,
    on_behalf_of: ids.projectId,
    timestamp: ids.when,
  },
};

export const quotas: Sample = {
  schema: z
    .strictObject({
      project_id: z.string(),
      quotas: z.array(z.strictObject({ resource: z.literal('alarms'), limit: z.int().min(-1) })),
    })
    .meta({ id: 'AlarmQuotas', description: '-1 means that there is no quota.' }),
  example: { project_id: ids.projectId, quotas: [{ resource: 'alarms', limit: 100 }] },
};
