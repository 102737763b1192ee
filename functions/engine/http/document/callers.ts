import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { deleted, operations } from '../../../platform/http/api-answers.ts';
import { allProjects, one, list } from './answers.ts';
import * as bodies from './bodies.ts';
import { alias, id, job, webhook } from './schemas.ts';

export const aliases = operations('Aliases', {
  'GET /v1/aliases': {
    summary: 'List aliases',
    query: allProjects,
    answers: { 200: list('function_aliases', alias) },
    refusals: [403],
  },
  'POST /v1/aliases': {
    summary: 'Create an alias',
    body: bodies.newAlias,
    answers: { 201: one('The alias.', alias) },
    refusals: [404, 409],
  },
  'GET /v1/aliases/{name}': {
    summary: 'Show an alias',
    answers: { 200: one('The alias.', alias) },
    refusals: [404],
  },
  'PUT /v1/aliases/{name}': {
    summary: 'Move an alias',
    body: bodies.changedAlias,
    answers: { 200: one('The alias.', alias) },
    refusals: [404, 409],
  },
  'DELETE /v1/aliases/{name}': {
    summary: 'Delete an alias',
    answers: deleted,
    refusals: [404, 409],
  },
});

export const webhooks = operations('Webhooks', {
  'GET /v1/webhooks': {
    summary: 'List webhooks',
    query: allProjects,
    answers: { 200: list('webhooks', webhook) },
    refusals: [403],
  },
  'POST /v1/webhooks': {
    summary: 'Create a webhook',
    body: bodies.newWebhook,
    answers: { 201: one('The webhook with its URL.', webhook) },
    refusals: [404, 409],
  },
  'GET /v1/webhooks/{id}': {
    summary: 'Show a webhook',
    answers: { 200: one('The webhook.', webhook) },
    refusals: [404],
  },
  'PUT /v1/webhooks/{id}': {
    summary: 'Change a webhook',
    body: bodies.newWebhook,
    answers: { 200: one('The webhook.', webhook) },
    refusals: [404, 409],
  },
  'DELETE /v1/webhooks/{id}': {
    summary: 'Delete a webhook',
    answers: deleted,
    refusals: [404, 409],
  },
  'POST /v1/webhooks/{id}/invoke': {
    summary: 'Call a webhook',
    description:
      'Runs its function with the parameters of the query and the members of the body as keyword arguments.',
    body: json(
      z
        .unknown()
        .meta({ description: 'Members of an object are arguments; anything else says nothing.' }),
      { name: 'World' },
    ),
    bodyIsOptional: true,
    answers: { 202: one('The execution has begun.', z.strictObject({ execution_id: id })) },
    refusals: [404, 413],
    open: true,
  },
});

export const jobs = operations('Jobs', {
  'GET /v1/jobs': {
    summary: 'List jobs',
    query: allProjects,
    answers: { 200: list('jobs', job) },
    refusals: [403],
  },
  'POST /v1/jobs': {
    summary: 'Create a job',
    body: bodies.newJob,
    answers: { 201: one('The job.', job) },
    refusals: [404, 409],
  },
  'GET /v1/jobs/{id}': {
    summary: 'Show a job',
    answers: { 200: one('The job.', job) },
    refusals: [404],
  },
  'PUT /v1/jobs/{id}': {
    summary: 'Change a job',
    body: bodies.changedJob,
    answers: { 200: one('The job.', job) },
    refusals: [404, 409],
  },
  'DELETE /v1/jobs/{id}': { summary: 'Delete a job', answers: deleted, refusals: [404, 409] },
});
