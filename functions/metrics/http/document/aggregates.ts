import * as z from 'zod';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';
import { operations, redirected, type Sample, shown } from '../../../platform/http/api-answers.ts';
import * as ids from './examples.ts';
import { aggregation, range, windows } from './measures.ts';
import { anySearch, filter, searchBody } from './search.ts';
import { foundValues, valueSearch } from './value-search.ts';
import { flag, name, spanText } from './values.ts';

const operation = z
  .union([
    z.string().max(measureLimits.operationsCharacters),
    z.array(z.unknown()).min(2).max(measureLimits.operationsCharacters),
  ])
  .meta({
    id: 'Operations',
    format: 'gnocchi-operations',
    description:
      'An S-expression, as text or as nested lists: `(aggregate mean (metric cpu mean))`.',
  });

const body = z
  .union([
    z.strictObject({ operations: operation }),
    z.strictObject({
      operations: operation,
      resource_type: name,
      search: z.union([z.string().max(10_000).meta({ format: 'gnocchi-filter' }), anySearch]),
    }),
  ])
  .meta({
    id: 'Aggregation',
    description: 'Of metrics by id; or by name, of the resources that a search finds.',
  });

const byMethod = z.record(z.string(), windows.schema);
const view = z
  .strictObject({
    measures: z.union([
      z.strictObject({ aggregated: windows.schema }),
      z.record(z.string(), byMethod).meta({ description: 'By metric and method.' }),
      z
        .record(z.string(), z.record(z.string(), byMethod))
        .meta({ description: 'By resource, metric and method.' }),
    ]),
    references: z
      .array(z.looseObject({}))
      .optional()
      .meta({ description: 'With `details`: the metrics or resources.' }),
  })
  .meta({ id: 'Aggregates' });

const group = z.record(z.string(), z.unknown()).meta({ description: 'Attributes and values.' });
const aggregates: Sample = {
  schema: z.union([view, z.array(z.strictObject({ group, measures: view }))]),
  example: { measures: { aggregated: windows.example } },
};
const aggregated: Sample = {
  schema: z.union([windows.schema, z.array(z.strictObject({ group, measures: windows.schema }))]),
  example: windows.example,
};

const computed: ApiParameters = {
  fill: {
    description:
      'What stands for missing values: a number, `null`, `dropna`, `ffill`, `bfill`, `full_ffill` or `full_bfill`.',
    schema: z
      .string()
      .regex(/^(null|dropna|ffill|bfill|full_ffill|full_bfill|[+-]?\d{1,15}(\.\d{1,15})?)$/),
    example: 'dropna',
  },
  needed_overlap: {
    description: 'How many percent of the windows all must have; 100 by default.',
    schema: z.number(),
    example: 50,
  },
};
const grouped: ApiParameters = {
  groupby: { description: 'Groups by these attributes.', schema: z.array(z.string()) },
};
const across: ApiParameters = {
  ...range,
  ...aggregation,
  reaggregation: {
    description: 'The method across metrics; by default that of `aggregation`.',
    schema: z.string(),
    example: 'mean',
  },
  ...computed,
};
const metric = z.string().meta({ format: 'uuid' });

export const aggregateOperations = operations('Aggregates', {
  'POST /metric/v1/aggregates': {
    summary: 'Compute from the measures of metrics',
    query: {
      ...range,
      ...computed,
      ...grouped,
      details: flag('Also shows the metrics or resources.'),
      use_history: flag(
        'Groups resources by the values that their attributes had when they were measured.',
      ),
    },
    body: json(body, {
      operations: '(aggregate mean (metric cpu mean))',
      resource_type: 'generic',
      search: 'original_resource_id like "vm-%"',
    }),
    answers: { 200: shown('The result; a list if it is grouped.', aggregates) },
    refusals: [403, 404, 413, 415],
  },
  'POST /metric/v1/search/metric': {
    summary: 'Find the measures whose values a search finds',
    query: {
      metric_id: {
        description: 'Their ids.',
        schema: z.array(metric).min(1),
        required: true,
        example: [ids.metricId],
      },
      ...range,
      granularity: {
        description: 'One or several; by default all of the policy.',
        schema: z.array(spanText),
        example: ['60'],
      },
      ...aggregation,
    },
    body: json(valueSearch, { and: [{ '>=': 10 }, { '<': 100 }] }),
    answers: { 200: shown('By metric.', foundValues) },
    refusals: [403, 413, 415],
  },
  'GET /metric/v1/aggregation/metric': {
    summary: 'Aggregate metrics (for older clients)',
    query: {
      metric: { description: 'Their ids.', schema: z.array(metric), example: [ids.metricId] },
      ...across,
    },
    answers: { 200: shown('Of all granularities.', windows), 302: redirected },
    refusals: [403, 404],
  },
  'POST /metric/v1/aggregation/metric': {
    summary: 'Aggregate metrics that the body names (for older clients)',
    query: across,
    body: json(z.array(metric), [ids.metricId]),
    answers: { 200: shown('Of all granularities.', windows) },
    refusals: [403, 404, 413, 415],
  },
  'POST /metric/v1/aggregation/resource/{type}/metric/{name}': {
    summary: 'Aggregate a metric of the resources that a search finds (for older clients)',
    query: { ...filter, ...across, ...grouped },
    body: searchBody,
    bodyIsOptional: true,
    answers: { 200: shown('Of all granularities; a list of groups if it is grouped.', aggregated) },
    refusals: [403, 404, 413, 415],
  },
});
