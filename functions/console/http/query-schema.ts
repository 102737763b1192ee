import * as z from 'zod';
import { deliveryStates } from '../../alarming/core/delivery/delivery.ts';
import { instantOf } from '../../platform/core/instant.ts';
import { text } from '../../identity/http/body.ts';

/* Queries of `/taibai/v1`: they are checked by these schemas, and the API document prints them. */

const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.meta({ description });

const id = text(255).min(1);
const cursor = z.string().max(8000);

const page = {
  limit: described(z.int().min(1).max(200).default(50), 'How many rows the page has at most.'),
  before: described(cursor, 'Goes on towards older rows: `next` of the page before.').optional(),
  after: described(cursor, 'Only what is newer: `newest` of a page.').optional(),
};

const oneDirection = 'before and after exclude each other';
const isOneWay = ({ before, after }: { before?: unknown; after?: unknown }): boolean =>
  before === undefined || after === undefined;

export const executionStatuses = ['running', 'success', 'failed', 'error', 'cancelled'] as const;
export const executionCauses = ['alarm', 'replay', 'job', 'webhook', 'none'] as const;
export const eventOutcomes = ['fired', 'hit', 'none'] as const;

export const eventQuery = z
  .strictObject({
    ...page,
    event_type: described(text(255), 'A type, or a pattern as in alarms.').optional(),
    message_id: described(text(1024), 'Its acceptances alone.').optional(),
    trait: described(
      text(1024).regex(/^[^=]+=/, 'must be name=value'),
      'A trait and its value as text: `name=value`.',
    ).optional(),
    outcome: described(
      z.enum(eventOutcomes),
      'Whether it fired an alarm, hit one without effect, or neither.',
    ).optional(),
  })
  .refine(isOneWay, oneDirection);

export const executionQuery = z
  .strictObject({
    ...page,
    function_id: described(id, 'The function.').optional(),
    status: described(z.enum(executionStatuses), 'The status.').optional(),
    cause: described(z.enum(executionCauses), 'What asked for it; `none`: a user.').optional(),
  })
  .refine(isOneWay, oneDirection);

export const deliveryQuery = z
  .strictObject({
    ...page,
    state: described(z.enum(deliveryStates), 'The state.').optional(),
    alarm_id: described(id, 'The alarm.').optional(),
  })
  .refine(isOneWay, oneDirection);

export const firingQuery = z
  .strictObject({ ...page, alarm_id: described(id, 'The alarm.').optional() })
  .refine(isOneWay, oneDirection);

export const activityQuery = z.strictObject({
  after: described(cursor, 'Only what is new: `next` of the answer before.').optional(),
});

const instant = z.iso.datetime({ offset: true }).transform((given) => instantOf(Date.parse(given)));

export const metricsQuery = z.strictObject({
  period: described(z.enum(['minute', 'hour']).default('minute'), 'How long a bucket is.'),
  from: described(
    instant,
    'Where it begins; by default an hour ago, or a day for hours.',
  ).optional(),
  to: described(instant, 'Where it ends; by default now.').optional(),
});

export const noQuery = z.strictObject({});
