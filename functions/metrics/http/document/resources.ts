import * as z from 'zod';
import { type ApiAnswer, type ApiParameters, json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  listOf,
  operations,
  redirected,
  shown,
} from '../../../platform/http/api-answers.ts';
import { created, page, paging, preconditions, tagged } from './answers.ts';
import * as ids from './examples.ts';
import { listedResource, resource, resourceBody, resourceChange } from './resource-views.ts';
import { filter, searchBody } from './search.ts';
import { flag } from './values.ts';

const withTag = (answer: ApiAnswer): ApiAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...tagged },
});

const details = { details: flag('With the attributes of each one’s own type.') };
const list: ApiParameters = {
  ...details,
  history: flag('Also past revisions.'),
  attrs: { description: 'Only these attributes.', schema: z.array(z.string()) },
  ...paging('[a-zA-Z0-9_]+'),
};

export const resources = operations('Resources', {
  'GET /metric/v1/resource': {
    summary: 'List where the resources of each type are',
    answers: {
      200: shown('URLs by type.', {
        schema: z.record(z.string(), z.string()),
        example: { generic: 'https://taibai.example.com/metric/v1/resource/generic' },
      }),
    },
  },
  'GET /metric/v1/resource/{type}': {
    summary: 'List resources',
    description: '`generic` lists those of all types.',
    query: list,
    answers: {
      200: page('Those that the caller may read.', listOf(listedResource)),
      302: redirected,
    },
    refusals: [404],
  },
  'POST /metric/v1/resource/{type}': {
    summary: 'Create a resource',
    body: json(resourceBody, {
      id: ids.resourceId,
      project_id: ids.projectId,
      metrics: { cpu: { archive_policy_name: 'low', unit: 'ns' } },
    }),
    answers: { 201: withTag(created('The resource.', resource)) },
    refusals: [403, 404, 409, 413, 415],
  },
  'DELETE /metric/v1/resource/{type}': {
    summary: 'Delete the resources that a search finds',
    description: 'The search must not be empty.',
    query: filter,
    body: searchBody,
    bodyIsOptional: true,
    answers: {
      200: shown('How many.', {
        schema: z.strictObject({ deleted: z.int().min(0) }),
        example: { deleted: 2 },
      }),
    },
    refusals: [403, 404, 413, 415],
  },
  'POST /metric/v1/search/resource/{type}': {
    summary: 'Search resources',
    query: { ...filter, ...list },
    body: searchBody,
    bodyIsOptional: true,
    answers: { 200: page('Those that the caller may find.', listOf(listedResource)) },
    refusals: [404, 413, 415],
  },
  'GET /metric/v1/resource/{type}/{id}': {
    summary: 'Show a resource',
    headers: {
      ...preconditions,
      'If-Modified-Since': {
        description: 'Only if it was changed since then.',
        schema: z.string(),
      },
    },
    answers: {
      200: withTag(shown('The resource.', resource)),
      302: redirected,
      304: { description: 'The client has it already.', headers: tagged },
    },
    refusals: [403, 404, 412],
  },
  'PATCH /metric/v1/resource/{type}/{id}': {
    summary: 'Change a resource',
    headers: preconditions,
    body: json(resourceChange, { ended_at: ids.minute }),
    answers: { 200: withTag(shown('The resource.', resource)) },
    refusals: [403, 404, 409, 412, 413, 415],
  },
  'DELETE /metric/v1/resource/{type}/{id}': {
    summary: 'Delete a resource and its metrics',
    headers: preconditions,
    answers: deleted,
    refusals: [403, 404, 412],
  },
  'GET /metric/v1/resource/{type}/{id}/history': {
    summary: 'List the revisions of a resource',
    query: { ...details, ...paging('[a-zA-Z0-9_]+') },
    answers: { 200: page('The oldest first.', listOf(resource)), 302: redirected },
    refusals: [403, 404],
  },
});
