import * as z from 'zod';
import { type ApiContents, json } from '../../../platform/http/api-document.ts';
import { operations } from '../../../platform/http/api-answers.ts';
import { eventLimits } from '../../core/event-limits.ts';
import * as ids from './examples.ts';

const name = z.string().min(1).max(eventLimits.nameCharacters);
const traitName = z.string().max(eventLimits.nameCharacters);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Name, type and value. Another type counts as text. */
const trait = z.union([
  z.tuple([traitName, z.literal(1), scalar]),
  z.tuple([traitName, z.literal(2), z.int()]),
  z.tuple([traitName, z.literal(3), z.number()]),
  z.tuple([traitName, z.literal(4), z.string().meta({ format: 'date-time' })]),
]);

/** What is wrong with one event is said in its result: the others are accepted. */
const notification = z
  .looseObject({
    message_id: name,
    event_type: name,
    traits: z.array(trait).max(eventLimits.traits).optional().meta({
      description:
        'Each is name, type and value; types are 1 (text), 2 (integer), 3 (float) and 4 (time). `project_id` names the project.',
    }),
    generated: z.unknown().optional(),
    raw: z.unknown().optional(),
  })
  .meta({ id: 'Notification', description: 'As Ceilometer’s HTTP publisher sends them.' });

const notificationExample = {
  message_id: ids.messageId,
  event_type: 'compute.instance.delete.end',
  generated: ids.when,
  traits: [
    ['project_id', 1, ids.projectId],
    ['memory_mb', 2, 512],
  ],
  raw: {},
};

const extension = z.union([z.string(), z.int32(), z.boolean(), z.null()]);
/** Numbers and booleans count as the texts that binary mode has for them. */
const required = z.union([z.string().min(1), z.int32(), z.boolean()]);

const attributes = {
  specversion: z.literal('1.0'),
  id: required,
  source: required,
  type: required,
  time: z.string().meta({ format: 'date-time' }).nullish(),
  datacontenttype: extension.optional(),
  projectid: extension.optional().meta({ description: 'The project; by default the sender’s.' }),
};

const cloudEvent = z
  .union([
    z
      .object({ ...attributes, data: z.unknown().optional() })
      .catchall(extension)
      .meta({ propertyNames: { pattern: '^[a-z0-9]+$' } }),
    z
      .object({ ...attributes, data_base64: z.base64() })
      .catchall(extension)
      .meta({ propertyNames: { pattern: '^([a-z0-9]+|data_base64)$' } }),
  ])
  .meta({ id: 'CloudEvent', description: 'CloudEvents 1.0.2, in the JSON format.' });

const cloudEventExample = {
  specversion: '1.0',
  id: ids.messageId,
  source: '/shop',
  type: 'order.paid',
  data: { amount: 12 },
};

const body: ApiContents = {
  ...json(z.union([notification, z.array(notification).min(1).max(eventLimits.eventsPerRequest)]), [
    notificationExample,
  ]),
  'application/cloudevents+json': { schema: cloudEvent, example: cloudEventExample },
  'application/cloudevents-batch+json': {
    schema: z.array(cloudEvent).max(eventLimits.eventsPerRequest),
    example: [cloudEventExample],
  },
};

const results = z
  .strictObject({
    results: z.array(
      z.strictObject({
        message_id: z.string().nullable(),
        status: z.enum(['accepted', 'refused']),
        reason: z.string().nullable(),
      }),
    ),
    omitted: z
      .strictObject({ accepted: z.int().min(0), refused: z.int().min(0) })
      .optional()
      .meta({ description: 'How many results an answer that would be too long leaves out.' }),
  })
  .meta({ id: 'Acceptances', description: 'What became of each event, in order.' });

const resultsExample = (status: 'accepted' | 'refused', reason: string | null) => ({
  results: [{ message_id: ids.messageId, status, reason }],
});

/** What Keystone prints when it refuses, which the ingest prints, too. */
const refused = z
  .strictObject({
    error: z.strictObject({ code: z.int(), title: z.string(), message: z.string() }),
  })
  .meta({ id: 'IngestRefusal' });

export const ingestRefusal = json(refused, {
  error: {
    code: 401,
    title: 'Unauthorized',
    message: 'The request you have made requires authentication.',
  },
});

const failed = (reason: string) =>
  json(z.union([results, refused]), resultsExample('refused', reason));

export const ingest = operations('Publishing', {
  'POST /events': {
    summary: 'Publish events',
    description:
      'Notifications or CloudEvents, also in binary mode; each is accepted or refused on its own.',
    takesBasic: true,
    headers: {
      'Content-Encoding': {
        description: 'How the body is packed, if it is.',
        schema: z.enum(['identity', 'gzip', 'deflate']),
      },
    },
    body,
    answers: {
      202: {
        description:
          'At least one event is accepted. There is no body if the request was a single CloudEvent.',
        content: json(results, resultsExample('accepted', null)),
      },
      400: {
        description: 'No event is accepted.',
        content: failed('message_id is missing or empty.'),
      },
      401: { description: 'There is no valid token.', content: ingestRefusal },
      403: { description: 'The sender may not do this.', content: ingestRefusal },
      413: { description: 'The request is too large.', content: ingestRefusal },
      500: { description: 'The service failed.', content: ingestRefusal },
      503: {
        description: 'No event is accepted: send them again.',
        content: failed('The bus is busy.'),
      },
    },
  },
});
