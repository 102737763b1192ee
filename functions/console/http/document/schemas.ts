import * as z from 'zod';
import { deliveryStates } from '../../../alarming/core/delivery/delivery.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { executionStatuses } from '../query-schema.ts';

export const instant = z.string().meta({ description: 'In UTC: `2026-11-23T08:00:00.000000Z`.' });
export const when = '2026-11-23T08:00:00.000000Z';
export const id = '0193577a-9c00-7d3c-8b7e-1f0a5d5a8e6a';
export const count = z.int().min(0);
export const counts = z.record(z.string(), count);
const status = z.enum(executionStatuses);
const state = z.enum(deliveryStates);
export const alarmState = z.enum(['ok', 'alarm', 'insufficient data']);

const named = z.strictObject({ id: z.string(), name: z.string() });
const someone = { id: '5d5a8e6a9c007d3c8b7e1f0a0193577a', name: 'demo' };

export const session: Sample = {
  schema: z
    .strictObject({
      user: named,
      project: named,
      roles: z.array(z.enum(['admin', 'member', 'reader', 'service'])),
      projects: z.array(named),
      expires_at: instant,
      can_switch: z.boolean().meta({ description: 'False for an application credential.' }),
      deployment: z.strictObject({
        event_storage: z.boolean(),
        metrics: z.boolean(),
        own_identity: z.boolean(),
        public_url: z.string(),
      }),
    })
    .meta({ id: 'ConsoleSession' }),
  example: {
    user: someone,
    project: someone,
    roles: ['member', 'reader'],
    projects: [someone],
    expires_at: when,
    can_switch: true,
    deployment: {
      event_storage: true,
      metrics: true,
      own_identity: true,
      public_url: 'https://taibai.example.com',
    },
  },
};

const hit = {
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  outcome: z.enum(['fired', 'hit']),
  reason: z.enum(['in-alarm', 'counted', 'disabled']).nullable(),
  firing_id: z.string().nullable(),
};
const eventFields = {
  message_id: z.string(),
  acceptance_id: z.string(),
  event_type: z.string(),
  accepted_at: instant,
  generated: instant,
  traits: z.record(z.string(), z.string()).meta({ description: 'The first 20, as texts.' }),
  replay_of: z.string().nullable(),
  hits: z.array(z.strictObject(hit)),
};
const eventExample = {
  message_id: 'm1',
  acceptance_id: id,
  event_type: 'compute.instance.create.end',
  accepted_at: when,
  generated: when,
  traits: { vm_name: 'x' },
  replay_of: null,
  hits: [{ alarm_id: id, alarm_name: 'disk', outcome: 'fired', reason: null, firing_id: id }],
};

const executionFields = {
  id: z.string(),
  function_id: z.string().nullable(),
  function_name: z.string().nullable(),
  function_version: z.int().nullable(),
  alias: z.string().nullable(),
  status,
  created_at: instant,
  updated_at: instant.nullable(),
  duration_ms: count.nullable().meta({ description: 'From the request to the end.' }),
  description: z.string().nullable(),
  cause: z
    .union([
      z.strictObject({
        message_id: z.string().nullable(),
        alarm_id: z.string(),
        firing_id: z.string(),
      }),
      z.strictObject({ message_id: z.string().nullable(), replay_id: z.string() }),
      z.strictObject({ job_id: z.string() }),
      z.strictObject({ webhook_id: z.string() }),
    ])
    .nullable(),
};
const executionExample = {
  id,
  function_id: id,
  function_name: 'hello',
  function_version: 0,
  alias: null,
  status: 'success',
  created_at: when,
  updated_at: when,
  duration_ms: 1200,
  description: null,
  cause: { message_id: 'm1', alarm_id: id, firing_id: id },
};

const deliveryFields = {
  id: z.string(),
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  url: z.string().meta({ description: 'Without user and password.' }),
  state,
  attempts: count,
  last_status: z.int().nullable(),
  message_id: z.string().nullable(),
  firing_id: z.string(),
  created_at: instant,
  updated_at: instant,
};
const deliveryExample = {
  id,
  alarm_id: id,
  alarm_name: 'disk',
  url: 'https://receiver.example.com',
  state: 'delivered',
  attempts: 1,
  last_status: 200,
  message_id: 'm1',
  firing_id: id,
  created_at: when,
  updated_at: when,
};

const firingFields = {
  id: z.string(),
  at: instant,
  alarm_id: z.string(),
  alarm_name: z.string(),
  from: alarmState,
  to: alarmState,
  reason: z.string(),
  message_id: z.string().nullable(),
  deliveries: z.array(z.strictObject({ id: z.string(), state })),
  executions: z.array(z.strictObject({ id: z.string(), status })),
};
const firingExample = {
  id,
  at: when,
  alarm_id: id,
  alarm_name: 'disk',
  from: 'ok',
  to: 'alarm',
  reason: 'Event <m1> hits the query <>.',
  message_id: 'm1',
  deliveries: [{ id, state: 'delivered' }],
  executions: [],
};

const ofKind = (kind: string) => ({ kind: z.literal(kind), at: instant, id: z.string() });
export const activity = z
  .union([
    z.strictObject({ ...eventFields, ...ofKind('event') }),
    z.strictObject({
      ...hit,
      ...ofKind('hit'),
      message_id: z.string(),
      acceptance_id: z.string(),
    }),
    z.strictObject({ ...firingFields, ...ofKind('firing') }),
    z.strictObject({ ...deliveryFields, ...ofKind('delivery') }),
    z.strictObject({ ...executionFields, ...ofKind('execution') }),
  ])
  .meta({ id: 'ConsoleActivity' });
const activityExample = { kind: 'execution', at: when, ...executionExample };

const pageOf = (name: string, fields: z.core.$ZodLooseShape, example: unknown): Sample => ({
  schema: z.strictObject({
    items: z.array(z.strictObject(fields).meta({ id: name })),
    next: z.string().nullable().meta({ description: 'Goes on in the same direction.' }),
    newest: z.string().nullable().meta({ description: 'For `after`: what is newer.' }),
    complete: z.boolean().meta({ description: 'False if enough rows were looked at.' }),
  }),
  example: { items: [example], next: null, newest: 'WyJhZnRlciJd', complete: true },
});

export const events = pageOf('ConsoleEvent', eventFields, eventExample);
export const executions = pageOf('ConsoleExecution', executionFields, executionExample);
export const deliveries = pageOf('ConsoleDelivery', deliveryFields, deliveryExample);
export const firings = pageOf('ConsoleFiring', firingFields, firingExample);

export const shownDelivery: Sample = {
  schema: z
    .strictObject({
      ...deliveryFields,
      attempt_list: z.array(
        z.strictObject({
          at: instant,
          status: z.int().nullable(),
          outcome: z.string(),
          error: z.string().nullable(),
          duration_ms: z.number(),
          answer: z.string(),
        }),
      ),
      notice: z.string().meta({ description: 'What is sent, cut.' }),
    })
    .meta({ id: 'ShownConsoleDelivery' }),
  example: {
    ...deliveryExample,
    attempt_list: [
      { at: when, status: 200, outcome: 'delivered', error: null, duration_ms: 40, answer: 'ok' },
    ],
    notice: '{}',
  },
};

export const activities: Sample = {
  schema: z.strictObject({
    items: z.array(activity),
    next: z.string().meta({ description: 'For `after`.' }),
    complete: z.boolean(),
  }),
  example: { items: [activityExample], next: 'WyJhY3Rpdml0eSJd', complete: true },
};
