import * as z from 'zod';
import type { ApiAnswer } from '../../../platform/http/api-document.ts';
import { json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  listOf,
  operations,
  redirected,
  shown,
} from '../../../platform/http/api-answers.ts';
import { alarmBody } from './alarm-body.ts';
import { alarm, change, quotas, state } from './alarm-views.ts';
import {
  alarmList,
  complexQuery,
  historyList,
  historyQueryExample,
  queryExample,
} from './queries.ts';
import { quotaBody } from './quota-body.ts';

const warned = {
  Warning: {
    description: 'What of the alarm will have no effect, in words.',
    schema: z.string(),
  },
};
const withWarning = (answer: ApiAnswer): ApiAnswer => ({ ...answer, headers: warned });
const query = json(complexQuery, queryExample);
const historyQuery = json(complexQuery, historyQueryExample);

export const alarms = operations('Alarms', {
  'GET /alarming/v2/alarms': {
    summary: 'List alarms',
    query: alarmList,
    answers: { 200: shown('The alarms of the project.', listOf(alarm)), 302: redirected },
    refusals: [403, 404],
  },
  'POST /alarming/v2/alarms': {
    summary: 'Create an alarm',
    body: alarmBody,
    answers: {
      201: {
        ...shown('The alarm.', alarm),
        headers: {
          ...warned,
          Location: { description: 'The alarm’s URL.', schema: z.string() },
        },
      },
    },
    refusals: [403, 404, 409, 413],
  },
  'GET /alarming/v2/alarms/{id}': {
    summary: 'Show an alarm',
    answers: { 200: shown('The alarm.', alarm), 302: redirected },
    refusals: [403, 404],
  },
  'PUT /alarming/v2/alarms/{id}': {
    summary: 'Replace an alarm',
    description: 'The whole alarm: what is left out gets its default. Its type stays.',
    body: alarmBody,
    answers: { 200: withWarning(shown('The alarm.', alarm)) },
    refusals: [403, 404, 409, 413],
  },
  'DELETE /alarming/v2/alarms/{id}': {
    summary: 'Delete an alarm',
    answers: deleted,
    refusals: [403, 404, 409],
  },
  'GET /alarming/v2/alarms/{id}/state': {
    summary: 'Show the state of an alarm',
    answers: { 200: shown('The state.', { schema: state, example: 'ok' }) },
    refusals: [403, 404],
  },
  'PUT /alarming/v2/alarms/{id}/state': {
    summary: 'Set the state of an alarm',
    description: 'Its actions are not called. An alarm that has fired is armed again by `ok`.',
    body: json(state, 'ok'),
    answers: { 200: shown('The state.', { schema: state, example: 'ok' }) },
    refusals: [403, 404, 409, 413],
  },
  'GET /alarming/v2/alarms/{id}/history': {
    summary: 'List what happened to an alarm',
    description: 'Also of a deleted alarm. `search_offset` widens `timestamp` by so many minutes.',
    query: historyList,
    answers: { 200: shown('The newest first.', listOf(change)), 302: redirected },
    refusals: [403, 404],
  },
  'POST /alarming/v2/query/alarms': {
    summary: 'Search alarms',
    body: query,
    answers: { 200: shown('The alarms.', listOf(alarm)) },
    refusals: [403, 404, 413],
  },
  'POST /alarming/v2/query/alarms/history': {
    summary: 'Search what happened to alarms',
    body: historyQuery,
    answers: { 200: shown('The entries.', listOf(change)) },
    refusals: [403, 404, 413],
  },
});

export const quotaOperations = operations('Alarms', {
  'GET /alarming/v2/quotas': {
    summary: 'Show how many alarms a project may have',
    query: {
      project_id: {
        description: 'Of this project; for administrators. By default of the caller’s.',
        schema: z.string().max(255),
      },
    },
    answers: { 200: shown('The quota.', quotas) },
    refusals: [403],
  },
  'POST /alarming/v2/quotas': {
    summary: 'Set how many alarms a project may have',
    description: 'For administrators.',
    body: quotaBody,
    answers: { 201: shown('The quota.', quotas) },
    refusals: [403, 413],
  },
  'DELETE /alarming/v2/quotas': {
    summary: 'Refused: the path must name a project',
    answers: {},
  },
  'DELETE /alarming/v2/quotas/{id}': {
    summary: 'Remove the quota of a project',
    description: 'For administrators.',
    path: { id: { description: 'The project’s id.', schema: z.string().max(255) } },
    answers: { 204: { description: 'There is none.' } },
    refusals: [403],
  },
});
