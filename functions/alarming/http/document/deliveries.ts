import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { listOf, operations, redirected, shown } from '../../../platform/http/api-answers.ts';
import { delivery, signing } from './delivery-views.ts';
import { deliveryFilter, deliveryPage } from './queries.ts';

const { alarm, state, since, limit } = deliveryFilter;
const selection = z
  .strictObject({
    alarm: alarm.schema.optional(),
    state: state.schema.optional().meta({ description: '`failed` and `dead` by default.' }),
    since: since.schema.optional(),
    limit: limit.schema.optional().meta({ description: '100 by default.' }),
  })
  .meta({ id: 'DeliverySelection' });

export const deliveries = operations('Deliveries', {
  'GET /alarming/v2/deliveries': {
    summary: 'List deliveries',
    query: deliveryPage,
    answers: { 200: shown('The newest first.', listOf(delivery)), 302: redirected },
    refusals: [403],
  },
  'POST /alarming/v2/deliveries/redeliver': {
    summary: 'Deliver again what failed',
    body: json(selection, { state: 'dead', limit: 10 }),
    bodyIsOptional: true,
    answers: { 202: shown('What is delivered again.', listOf(delivery)) },
    refusals: [403, 413],
  },
  'POST /alarming/v2/deliveries/{id}/redeliver': {
    summary: 'Deliver again',
    path: { id: { description: 'The delivery’s id.', schema: z.string() } },
    answers: { 202: shown('It is delivered again.', delivery) },
    refusals: [403, 404, 409],
  },
  'GET /alarming/v2/signing-secret': {
    summary: 'Show the secret that signs deliveries',
    answers: { 200: shown('The secret.', signing) },
    refusals: [403, 404],
  },
  'POST /alarming/v2/signing-secret': {
    summary: 'Sign deliveries, or sign them with a new secret',
    answers: { 201: shown('The secret. The previous one counts for a while.', signing) },
    refusals: [403, 409],
  },
  'DELETE /alarming/v2/signing-secret': {
    summary: 'Stop signing deliveries',
    answers: { 204: { description: 'They are not signed, and the secret is gone for good.' } },
    refusals: [403, 404, 409],
  },
});
