import * as z from 'zod';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';
import {
  listOf,
  operations,
  redirected,
  type Sample,
  shown,
} from '../../../platform/http/api-answers.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import { capabilities, versions } from '../log/event-view.ts';
import * as ids from './examples.ts';

/** In UTC, without a zone. */
const time = z.string().meta({ description: 'In UTC, without a zone.' });
const type = z.enum(['string', 'integer', 'float', 'datetime']);

const acceptance = {
  accepted_at: time,
  acceptance_id: z.string(),
  replay_of: z.string().nullable().meta({ description: 'The acceptance that it repeats.' }),
};
const acceptanceExample = {
  accepted_at: ids.when,
  acceptance_id: ids.acceptanceId,
  replay_of: null,
};

const eventFields = {
  message_id: z.string(),
  event_type: z.string(),
  generated: z.string().meta({ description: 'When the sender says that it happened.' }),
  traits: z.array(z.strictObject({ name: z.string(), value: z.string(), type })),
  raw: z.unknown().meta({ description: 'The rest of what was sent.' }),
  ...acceptance,
};
const eventExample = {
  message_id: ids.messageId,
  event_type: 'compute.instance.delete.end',
  generated: ids.when,
  traits: [{ name: 'memory_mb', value: '512', type: 'integer' }],
  raw: {},
  ...acceptanceExample,
};

const event: Sample = {
  schema: z.strictObject(eventFields).meta({ id: 'Event' }),
  example: eventExample,
};
const shownEvent: Sample = {
  schema: z
    .strictObject({ ...eventFields, acceptances: z.array(z.strictObject(acceptance)) })
    .meta({ id: 'ShownEvent', description: 'The latest acceptance, and all of them.' }),
  example: { ...eventExample, acceptances: [acceptanceExample] },
};

const conditions = <Schema extends z.ZodType>(schema: Schema) =>
  z.array(schema).max(logLimits.conditions);
const text = z.string().max(logLimits.conditionCharacters);

const list: ApiParameters = {
  'q.field': {
    description:
      'What the n-th condition compares: `event_type`, `message_id`, `start_timestamp`, `end_timestamp`, `accepted_from`, `accepted_to`, `all_tenants` (for administrators), or a trait.',
    schema: conditions(text),
  },
  'q.op': {
    description: 'How; equal by default. Only traits have an order.',
    schema: conditions(z.enum(['', 'eq', 'ne', 'lt', 'le', 'gt', 'ge'])),
  },
  'q.value': { description: 'With what.', schema: conditions(text) },
  'q.type': {
    description: 'The type of a trait’s value; any by default.',
    schema: conditions(z.enum(['', 'integer', 'float', 'string', 'datetime'])),
  },
  limit: {
    description: 'At most as many; 0 means 100, as by default.',
    schema: z.int().min(0).max(logLimits.pageEvents),
    example: 100,
  },
  marker: { description: 'The message id of the last event of the page before.', schema: text },
  sort: {
    description: 'Keys to sort by, each with `:asc` or `:desc`.',
    schema: z.array(z.string().regex(/^(message_id|generated)(:(asc|desc)?)?$/)).max(4),
    example: ['generated:desc'],
  },
};

const onward = {
  'X-Taibai-Examined': {
    description: 'How many events were looked at for this page.',
    schema: z.string(),
  },
  Link: {
    description: 'Where to go on, if the page ended before its limit.',
    schema: z.string(),
  },
  Warning: { description: 'Says so in words.', schema: z.string() },
};

const counts = z.strictObject({
  accepted: z.int().min(0),
  stored: z.int().min(0),
  dropped: z.int().min(0),
});
const keep = z.union([
  z.enum(['all', 'none']),
  z.array(z.string().min(1).max(logLimits.patternCharacters)).min(1).max(logLimits.patterns),
]);
const storage: Sample = {
  schema: z
    .strictObject({
      keep,
      days: z.int().min(1),
      max_days: z.int().min(1),
      per_hour: z.int().min(0),
      last_day: counts,
      emptied_at: time.nullable(),
    })
    .meta({ id: 'EventStorage', description: 'Which events are stored, and for how long.' }),
  example: {
    keep: ['compute.*'],
    days: 7,
    max_days: 30,
    per_hour: 100_000,
    last_day: { accepted: 12, stored: 10, dropped: 0 },
    emptied_at: null,
  },
};

const ofType = {
  type: { description: 'The event type.', schema: z.string(), example: 'order.paid' },
};

export const stored = operations('Events', {
  'GET /events/v2/events': {
    summary: 'List stored events',
    query: list,
    answers: {
      200: { ...shown('The newest first.', listOf(event)), headers: onward },
      302: redirected,
    },
    refusals: [403, 404],
  },
  'DELETE /events/v2/events': {
    summary: 'Delete all stored events of the project',
    answers: { 202: { description: 'None is shown from now on.' } },
    refusals: [403],
  },
  'GET /events/v2/events/{id}': {
    summary: 'Show a stored event',
    answers: { 200: shown('The event.', shownEvent), 302: redirected },
    refusals: [403, 404],
  },
  'GET /events/v2/event_types': {
    summary: 'List the types of stored events',
    answers: {
      200: shown('Sorted.', listOf({ schema: z.string(), example: 'order.paid' })),
      302: redirected,
    },
    refusals: [403],
  },
  'GET /events/v2/event_types/{type}': {
    summary: 'Refused, as in Panko: a type has traits only',
    path: ofType,
    answers: {},
    refusals: [404],
  },
  'GET /events/v2/event_types/{type}/traits': {
    summary: 'List the traits that events of a type have',
    path: ofType,
    answers: {
      200: shown(
        'Sorted; none of an unknown type.',
        listOf({
          schema: z.strictObject({ name: z.string(), type }),
          example: { name: 'amount', type: 'integer' },
        }),
      ),
    },
    refusals: [403],
  },
  'GET /events/v2/event_types/{type}/traits/{name}': {
    summary: 'List the values that a trait has',
    path: ofType,
    answers: {
      200: shown(
        'Those of the newest events first.',
        listOf({
          schema: z.strictObject({ name: z.string(), value: z.string(), type }),
          example: { name: 'amount', value: '12', type: 'integer' },
        }),
      ),
      302: redirected,
    },
    refusals: [403],
  },
});

export const storageOperations = operations('Events', {
  'GET /events/v2/storage': {
    summary: 'Show which events the project stores',
    answers: { 200: shown('The settings, and counts of the last day.', storage) },
    refusals: [403],
  },
  'PUT /events/v2/storage': {
    summary: 'Set which events the project stores',
    description: 'From now on. What is left out stays.',
    body: json(
      z
        .strictObject({
          keep: keep.optional(),
          days: z.int().min(1).optional().meta({ description: 'At most `max_days`.' }),
        })
        .meta({ id: 'EventStorageBody' }),
      { keep: ['compute.*'], days: 7 },
    ),
    answers: { 200: shown('The settings.', storage) },
    refusals: [403, 413],
  },
});

export const service = operations('Events', {
  'GET /events': {
    summary: 'List the versions of the log of events',
    open: true,
    answers: {
      200: shown('The versions.', {
        schema: z.strictObject({ versions: z.looseObject({}) }),
        example: versions('https://taibai.example.com'),
      }),
    },
  },
  'GET /events/v2/capabilities': {
    summary: 'Say what the log of events supports',
    answers: {
      200: shown('By Panko’s names.', {
        schema: z.strictObject({
          api: z.record(z.string(), z.boolean()),
          event_storage: z.record(z.string(), z.boolean()),
        }),
        example: capabilities,
      }),
    },
  },
});
