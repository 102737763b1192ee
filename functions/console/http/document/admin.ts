import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { operations, type Sample, shown } from '../../../platform/http/api-answers.ts';
import { queuesQuery, removeBody, resendBody } from '../admin-schema.ts';
import { parametersIn } from './parameters.ts';

const count = z.int().min(0);
const limits = { functions: 1000, webhooks: 1000, jobs: 1000, aliases: 1000 };

const usage: Sample = {
  schema: z.strictObject({
    projects: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().nullable(),
        functions: count,
        webhooks: count,
        jobs: count,
        aliases: count,
        alarms: count,
        limits: z.strictObject({
          functions: count,
          webhooks: count,
          jobs: count,
          aliases: count,
          alarms: z.int().nullable().meta({ description: 'Null for no quota.' }),
        }),
      }),
    ),
  }),
  example: {
    projects: [
      {
        id: '5d5a8e6a9c007d3c8b7e1f0a0193577a',
        name: 'demo',
        functions: 1,
        webhooks: 1,
        jobs: 0,
        aliases: 0,
        alarms: 2,
        limits: { ...limits, alarms: null },
      },
    ],
  },
};

const queues: Sample = {
  schema: z.strictObject({
    queues: z.array(
      z.strictObject({
        name: z.string(),
        depth: count,
        in_flight: count,
        can_resend: z.boolean(),
        oldest: z
          .strictObject({
            sent_at: z.string(),
            of_all: z.boolean().meta({ description: 'Whether all messages were looked at.' }),
          })
          .nullable()
          .optional()
          .meta({ description: 'With `oldest=true`; null if a look found no message.' }),
      }),
    ),
  }),
  example: {
    queues: [
      {
        name: 'hits',
        depth: 1,
        in_flight: 0,
        can_resend: true,
        oldest: { sent_at: '2026-11-27T10:00:00.000000Z', of_all: true },
      },
    ],
  },
};

const messages: Sample = {
  schema: z.strictObject({
    messages: z.array(
      z.strictObject({
        id: z.string(),
        received: count,
        sent_at: z.string(),
        reason: z.string().nullable(),
        body: z.string(),
      }),
    ),
  }),
  example: {
    messages: [
      {
        id: 'l1',
        received: 1,
        sent_at: '2026-11-23T07:00:00.000000Z',
        reason: 'the message cannot be read',
        body: '{}',
      },
    ],
  },
};

const done = (...names: readonly string[]): Sample => ({
  schema: z.strictObject(Object.fromEntries(names.map((name) => [name, count]))),
  example: Object.fromEntries(names.map((name) => [name, 1])),
});

export const admin = operations('Console for administrators', {
  'GET /taibai/v1/admin/usage': {
    summary: 'Count what every project has',
    answers: { 200: shown('The projects.', usage) },
    refusals: [403],
  },
  'GET /taibai/v1/admin/dead-letters': {
    summary: 'List the dead-letter queues',
    query: parametersIn(queuesQuery),
    answers: { 200: shown('The queues.', queues) },
    refusals: [403],
  },
  'GET /taibai/v1/admin/dead-letters/{queue}/messages': {
    summary: 'Show messages of a dead-letter queue',
    description: 'Some of them: SQS hands out samples. Everybody sees them again at once.',
    answers: { 200: shown('The messages, cut.', messages) },
    refusals: [403, 404],
  },
  'POST /taibai/v1/admin/dead-letters/{queue}/resend': {
    summary: 'Send messages where they came from',
    body: json(resendBody, { limit: 1 }),
    bodyIsOptional: true,
    answers: { 200: shown('How many were sent, and are left.', done('resent', 'remaining')) },
    refusals: [403, 404, 409, 413],
  },
  'DELETE /taibai/v1/admin/dead-letters/{queue}/messages': {
    summary: 'Delete messages of a dead-letter queue',
    body: json(removeBody, { ids: ['l1'] }),
    answers: { 200: shown('How many were found.', done('deleted')) },
    refusals: [403, 404, 413],
  },
});
