import * as z from 'zod';
import { type ApiDialect, json } from '../../../platform/http/api-document.ts';
import { operations, shown } from '../../../platform/http/api-answers.ts';
import { maximumBuckets } from '../../core/buckets.ts';
import {
  activityQuery,
  deliveryQuery,
  eventQuery,
  executionQuery,
  firingQuery,
  metricsQuery,
} from '../query-schema.ts';
import { credentialLogin, passwordLogin, projectChoice } from '../session-schema.ts';
import { admin } from './admin.ts';
import { parametersIn } from './parameters.ts';
import { measures, overview, summaries } from './counts.ts';
import * as samples from './schemas.ts';

/** As Keystone prints it. */
const refusal = json(
  z
    .strictObject({
      error: z.strictObject({ code: z.int(), title: z.string(), message: z.string() }),
    })
    .meta({ id: 'ConsoleRefusal' }),
  { error: { code: 404, title: 'Not Found', message: 'The resource could not be found.' } },
);

const cookies =
  'The tokens are in the cookies `__Host-taibai` and `__Host-taibai-root`. Every API here accepts the first ' +
  'instead of `X-Auth-Token` in requests with the header `x-taibai-console: 1` of the same origin.';

const session = operations('Console session', {
  'POST /taibai/v1/session': {
    summary: 'Sign in',
    description: cookies,
    open: true,
    body: json(z.union([passwordLogin, credentialLogin]), { user: 'demo', password: 'secret' }),
    answers: { 201: shown('The session.', samples.session) },
    refusals: [401, 403, 413, 415, 429],
  },
  'GET /taibai/v1/session': {
    summary: 'Show the session',
    answers: { 200: shown('The session.', samples.session) },
  },
  'PUT /taibai/v1/session': {
    summary: 'Go to another project',
    body: json(projectChoice, { project: '5d5a8e6a9c007d3c8b7e1f0a0193577a' }),
    answers: { 200: shown('The session.', samples.session) },
    refusals: [404, 409, 413],
  },
  'DELETE /taibai/v1/session': {
    summary: 'Sign out',
    description: 'Revokes the tokens of the session. A token that is no longer valid is no error.',
    answers: { 204: { description: 'It has ended.' } },
  },
});

const lists = operations('Console', {
  'GET /taibai/v1/overview': {
    summary: 'Sum up the last hour of the project',
    answers: { 200: shown('What happened, what there is, and what failed.', overview) },
    refusals: [403],
  },
  'GET /taibai/v1/activity': {
    summary: 'Follow what happens in the project',
    description: 'Without `after` the newest 50 items. Oldest first.',
    query: parametersIn(activityQuery),
    answers: { 200: shown('What is new.', samples.activities) },
    refusals: [403],
  },
  'GET /taibai/v1/events': {
    summary: 'List stored events by when they were accepted, with what they hit',
    query: parametersIn(eventQuery),
    answers: { 200: shown('Newest first.', samples.events) },
    refusals: [403, 409],
  },
  'GET /taibai/v1/executions': {
    summary: 'List executions by when they were requested',
    query: parametersIn(executionQuery),
    answers: { 200: shown('Newest first, without inputs and results.', samples.executions) },
    refusals: [403],
  },
  'GET /taibai/v1/deliveries': {
    summary: 'List deliveries of alarms by when they began',
    query: parametersIn(deliveryQuery),
    answers: { 200: shown('Newest first, without what is sent.', samples.deliveries) },
    refusals: [403],
  },
  'GET /taibai/v1/deliveries/{id}': {
    summary: 'Show a delivery with its attempts and what is sent',
    answers: { 200: shown('The delivery.', samples.shownDelivery) },
    refusals: [403, 404],
  },
  'GET /taibai/v1/firings': {
    summary: 'List what alarms decided, with what became of their actions',
    query: parametersIn(firingQuery),
    answers: { 200: shown('Newest first.', samples.firings) },
    refusals: [403],
  },
  'GET /taibai/v1/alarms/summary': {
    summary: 'Sum up the last 24 hours of each alarm',
    answers: { 200: shown('Firings and failed deliveries.', summaries) },
    refusals: [403],
  },
  'GET /taibai/v1/functions/summary': {
    summary: 'Sum up the last 24 hours of each function',
    answers: { 200: shown('Executions and failed ones.', summaries) },
    refusals: [403],
  },
  'GET /taibai/v1/metrics': {
    summary: 'Count what happened by minute or hour',
    description: `From the rows themselves, the newest 20,000. At most ${maximumBuckets} buckets at once.`,
    query: parametersIn(metricsQuery),
    answers: { 200: shown('The buckets.', measures) },
    refusals: [403],
  },
});

/** `/taibai/v1` in the API document. */
export const consoleDocument: ApiDialect = {
  tags: {
    Console: 'What the console shows: lists by time, and what happens.',
    'Console session': 'Sign in and out with a browser.',
    'Console for administrators': 'What projects have, and messages that were put aside.',
  },
  refusal,
  refusals: [400, 500, 503],
  path: {
    id: { description: 'The id.', schema: z.string() },
    queue: { description: 'The name of the queue.', schema: z.string(), example: 'hits' },
  },
  operations: { ...session, ...lists, ...admin },
};
