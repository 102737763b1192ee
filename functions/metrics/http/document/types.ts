import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import {
  deleted,
  listOf,
  operations,
  type Sample,
  shown,
} from '../../../platform/http/api-answers.ts';
import { json } from '../../../platform/http/api-document.ts';
import { created } from './answers.ts';

const length = z.union([
  z.int().min(0).max(metricLimits.attributeTextCharacters),
  z.string().regex(/^\d{1,2}$/),
]);
const bound = z.number().nullish();

const limits = [
  { type: z.literal('string'), min_length: length.optional(), max_length: length.optional() },
  { type: z.literal('number'), min: bound, max: bound },
  { type: z.enum(['uuid', 'bool', 'datetime']) },
];
const attribute = z.union(
  limits.map((each) => z.strictObject({ ...each, required: z.boolean().optional() })),
);
const attributeName = z
  .string()
  .max(metricLimits.attributeNameCharacters)
  .regex(/^[a-zA-Z0-9]/);

const typeBody = z
  .strictObject({
    name: z.string().min(1).max(metricLimits.nameCharacters),
    attributes: z
      .record(attributeName, attribute)
      .optional()
      .meta({ maxProperties: metricLimits.attributes }),
  })
  .meta({ id: 'ResourceTypeBody', description: 'Attributes are required by default.' });

const changedAttribute = z.union(
  limits.map((each) =>
    z.strictObject({
      ...each,
      required: z.boolean().optional(),
      options: z
        .strictObject({ fill: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional() })
        .optional()
        .meta({ description: 'What resources get that have no value.' }),
    }),
  ),
);
const path = z.string().meta({
  pattern: '^/attributes/[a-zA-Z0-9][^/]*$',
  description: '`/attributes/NAME`.',
});
const patch = z
  .array(
    z.union([
      z.strictObject({ op: z.literal('add'), path, value: changedAttribute }),
      z.strictObject({ op: z.literal('remove'), path }),
    ]),
  )
  .max(metricLimits.operations)
  .meta({ id: 'ResourceTypePatch', description: 'A JSON Patch.' });

const shownAttribute = z.union([
  z.strictObject({
    type: z.literal('string'),
    required: z.boolean(),
    min_length: z.int(),
    max_length: z.int(),
  }),
  z.strictObject({
    type: z.literal('number'),
    required: z.boolean(),
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  z.strictObject({ type: z.enum(['uuid', 'bool', 'datetime']), required: z.boolean() }),
]);

const type: Sample = {
  schema: z
    .strictObject({
      name: z.string(),
      attributes: z.record(z.string(), shownAttribute),
      state: z.literal('active'),
    })
    .meta({ id: 'ResourceType', description: 'Which attributes resources have.' }),
  example: {
    name: 'instance',
    attributes: { host: { type: 'string', required: false, min_length: 0, max_length: 255 } },
    state: 'active',
  },
};

export const types = operations('Resource types', {
  'GET /metric/v1/resource_type': {
    summary: 'List resource types',
    answers: { 200: shown('All of the deployment.', listOf(type)) },
  },
  'POST /metric/v1/resource_type': {
    summary: 'Create a resource type',
    description: 'For administrators and services.',
    body: json(typeBody, {
      name: 'instance',
      attributes: { host: { type: 'string', required: false, max_length: 255 } },
    }),
    answers: { 201: created('The type.', type) },
    refusals: [403, 409, 413, 415],
  },
  'GET /metric/v1/resource_type/{name}': {
    summary: 'Show a resource type',
    answers: { 200: shown('The type.', type) },
    refusals: [404],
  },
  'PATCH /metric/v1/resource_type/{name}': {
    summary: 'Change the attributes of a resource type',
    description: 'For administrators and services.',
    body: {
      'application/json-patch+json': {
        schema: patch,
        example: [
          { op: 'add', path: '/attributes/flavor', value: { type: 'string', required: false } },
        ],
      },
    },
    answers: { 200: shown('The type.', type) },
    refusals: [403, 404, 413, 415],
  },
  'DELETE /metric/v1/resource_type/{name}': {
    summary: 'Delete a resource type',
    description: 'For administrators. Refused while a resource has it.',
    answers: deleted,
    refusals: [403, 404],
  },
});
