import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  listOf,
  operations,
  redirected,
  type Sample,
  shown,
} from '../../../platform/http/api-answers.ts';
import { created, page, paging } from './answers.ts';
import * as ids from './examples.ts';
import { policy } from './policies.ts';
import { metricBody, metricWishes, resourceExample, resourceFields } from './resource-views.ts';

const common = {
  id: z.string(),
  creator: z.string().meta({ description: '`USER:PROJECT`.' }),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  created_by_user_id: z.string(),
  created_by_project_id: z.string(),
};
const example = {
  id: ids.metricId,
  creator: ids.creator,
  name: 'cpu',
  unit: 'ns',
  created_by_user_id: ids.userId,
  created_by_project_id: ids.projectId,
};
const resourceId = z.string().nullable();

const newMetric: Sample = {
  schema: z
    .strictObject({ ...common, resource_id: resourceId, archive_policy_name: z.string() })
    .meta({ id: 'NewMetric' }),
  example: { ...example, resource_id: ids.resourceId, archive_policy_name: 'low' },
};
const listedMetric: Sample = {
  schema: z
    .strictObject({
      ...common,
      resource_id: resourceId,
      archive_policy: policy.schema.nullable(),
    })
    .meta({ id: 'ListedMetric' }),
  example: { ...example, resource_id: ids.resourceId, archive_policy: policy.example },
};
const metric: Sample = {
  schema: z
    .strictObject({
      ...common,
      resource: z.strictObject(resourceFields).nullable(),
      archive_policy: policy.schema.nullable(),
    })
    .meta({ id: 'Metric' }),
  example: { ...example, resource: resourceExample, archive_policy: policy.example },
};

const wanted = (name: string) => ({ description: `With this ${name}.`, schema: z.string() });

export const metrics = operations('Metrics', {
  'GET /metric/v1/metric': {
    summary: 'List metrics',
    query: {
      id: wanted('id'),
      name: wanted('name'),
      unit: wanted('unit'),
      creator: wanted('creator'),
      user_id: wanted('creating user'),
      project_id: wanted('creating project'),
      archive_policy_name: wanted('archive policy'),
      status: {
        description: 'Deleted ones are not kept.',
        schema: z.enum(['active', 'delete']),
        example: 'active',
      },
      ...paging('id|name|unit|creator|archive_policy_name|resource_id'),
    },
    answers: {
      200: page('Those that the caller may read.', listOf(listedMetric)),
      302: redirected,
    },
    refusals: [],
  },
  'POST /metric/v1/metric': {
    summary: 'Create a metric',
    body: json(metricBody, { name: 'cpu', unit: 'ns', archive_policy_name: 'low' }),
    answers: { 201: created('The metric.', newMetric) },
    refusals: [403, 404, 409, 413, 415],
  },
  'GET /metric/v1/metric/{id}': {
    summary: 'Show a metric',
    answers: { 200: shown('The metric.', metric) },
    refusals: [403, 404],
  },
  'DELETE /metric/v1/metric/{id}': {
    summary: 'Delete a metric and its measures',
    answers: deleted,
    refusals: [403, 404],
  },
});

export const resourceMetrics = operations('Metrics', {
  'GET /metric/v1/resource/{type}/{id}/metric': {
    summary: 'List the metrics of a resource',
    answers: { 200: shown('All of them.', listOf(listedMetric)), 302: redirected },
    refusals: [403, 404],
  },
  'POST /metric/v1/resource/{type}/{id}/metric': {
    summary: 'Add metrics to a resource',
    body: json(metricWishes, { memory: { archive_policy_name: 'low', unit: 'MB' } }),
    answers: { 200: shown('All metrics of the resource, new ones first.', listOf(listedMetric)) },
    refusals: [403, 404, 409, 413, 415],
  },
  'GET /metric/v1/resource/{type}/{id}/metric/{name}': {
    summary: 'Show a metric of a resource',
    answers: { 200: shown('The metric.', metric) },
    refusals: [403, 404],
  },
  'DELETE /metric/v1/resource/{type}/{id}/metric/{name}': {
    summary: 'Delete a metric of a resource',
    answers: deleted,
    refusals: [403, 404],
  },
});
