import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { request, requestJson } from './request.ts';

const condition = z.object({
  field: z.string(),
  op: z.string(),
  type: z.string(),
  value: z.string(),
});

const timeConstraint = z.object({
  name: z.string(),
  description: z.string(),
  start: z.string(),
  /** In seconds. */
  duration: z.number(),
  timezone: z.string(),
});

const eventRule = z.object({ event_type: z.string(), query: z.array(condition) });

const texts = z
  .array(z.string())
  .nullable()
  .transform((list) => list ?? []);

/** An alarm as Aodh's API shows it. Its rule stands under `<type>_rule`. */
export const alarm = z.looseObject({
  alarm_id: z.string(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  ok_actions: texts,
  alarm_actions: texts,
  insufficient_data_actions: texts,
  repeat_actions: z
    .boolean()
    .nullable()
    .transform((repeats) => repeats ?? false),
  type: z.string(),
  time_constraints: z.array(timeConstraint),
  timestamp: z.string(),
  state: z.string(),
  state_timestamp: z.string(),
  state_reason: z.string().nullable(),
  severity: z.string(),
  event_rule: eventRule.optional(),
});

export type Alarm = z.infer<typeof alarm>;
export type TimeConstraint = z.infer<typeof timeConstraint>;
export type EventCondition = z.infer<typeof condition>;

const base = '/alarming/v2/alarms';
const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`;

export const alarmListQuery = queryOptions({
  queryKey: ['alarms'],
  queryFn: ({ signal }) => requestJson(base, z.array(alarm), { signal }),
});

export const getAlarm = (id: string, signal?: AbortSignal) =>
  requestJson(pathOf(id), alarm, { ...(signal && { signal }) });

export const alarmQuery = (id: string) =>
  queryOptions({
    queryKey: ['alarms', id],
    queryFn: ({ signal }) => getAlarm(id, signal),
  });

/** The rule of an alarm, whatever its type. */
export const ruleOf = (of: Alarm): unknown => of[`${of.type}_rule`];

/** Sets the state by hand, which arms the alarm again and carries out no action. */
export const setAlarmState = (id: string, state: string) =>
  request(`${pathOf(id)}/state`, { method: 'PUT', body: state });

export const deleteAlarm = (id: string) => request(pathOf(id), { method: 'DELETE' });

/** Aodh replaces an alarm as a whole. */
export const putAlarm = (id: string, body: unknown) =>
  requestJson(pathOf(id), alarm, { method: 'PUT', body });

export const postAlarm = (body: unknown) => requestJson(base, alarm, { method: 'POST', body });
