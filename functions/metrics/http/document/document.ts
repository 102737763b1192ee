import * as z from 'zod';
import { type ApiDialect, json } from '../../../platform/http/api-document.ts';
import { operations, shown } from '../../../platform/http/api-answers.ts';
import { links, versions } from '../discovery.ts';
import { aggregateOperations } from './aggregates.ts';
import * as ids from './examples.ts';
import { measureOperations } from './measures.ts';
import { metrics, resourceMetrics } from './metrics.ts';
import { policies, rules } from './policies.ts';
import { resources } from './resources.ts';
import { types } from './types.ts';
import { flag } from './values.ts';

/** What Gnocchi prints when it refuses. Clients choose their exceptions by the description. */
const refusal = json(
  z
    .strictObject({
      code: z.int(),
      title: z.string(),
      description: z
        .unknown()
        .meta({ description: 'A text, an object with `cause`, `reason` and `detail`, or null.' }),
    })
    .meta({ id: 'GnocchiRefusal' }),
  { code: 404, title: 'Not Found', description: 'Metric … does not exist' },
);

/** What OpenStack's middleware prints. */
const unauthenticated = json(
  z
    .strictObject({
      error: z.strictObject({ code: z.literal(401), title: z.string(), message: z.string() }),
    })
    .meta({ id: 'GnocchiUnauthenticated' }),
  {
    error: {
      code: 401,
      title: 'Unauthorized',
      message: 'The request you have made requires authentication.',
    },
  },
);

const root = 'https://taibai.example.com/metric';

const service = operations('Metrics service', {
  'GET /metric': {
    summary: 'List the versions of the metrics service',
    open: true,
    answers: {
      200: shown('The versions.', {
        schema: z.strictObject({ build: z.string(), versions: z.array(z.looseObject({})) }),
        example: versions(root),
      }),
    },
  },
  'GET /metric/healthcheck': {
    summary: 'Say that the metrics service is there',
    open: true,
    answers: { 200: { description: 'It is.', content: { 'text/plain': { schema: z.string() } } } },
  },
  'GET /metric/v1': {
    summary: 'List what version 1 has',
    answers: {
      200: shown('URLs.', {
        schema: z.strictObject({
          version: z.string(),
          links: z.array(z.strictObject({ rel: z.string(), href: z.string() })),
        }),
        example: links(root),
      }),
    },
  },
  'GET /metric/v1/capabilities': {
    summary: 'List the methods of aggregation',
    answers: {
      200: shown('Their names.', {
        schema: z.strictObject({ aggregation_methods: z.array(z.string()) }),
        example: { aggregation_methods: ['mean', 'rate:mean'] },
      }),
    },
  },
  'GET /metric/v1/status': {
    summary: 'Show how many measures wait',
    description: 'For administrators. None do: measures can be read as soon as they are accepted.',
    query: { details: { ...flag('By metric; on by default.'), example: 'true' } },
    answers: {
      200: shown('None.', {
        schema: z.strictObject({
          storage: z.strictObject({
            summary: z.strictObject({ metrics: z.int(), measures: z.int() }),
            measures_to_process: z.strictObject({}).optional(),
          }),
          metricd: z.looseObject({}),
        }),
        example: {
          storage: { summary: { metrics: 0, measures: 0 }, measures_to_process: {} },
          metricd: { processors: ['taibai'], statistics: { taibai: { weight: 1 } } },
        },
      }),
    },
    refusals: [403],
  },
});

/** Gnocchi v1 in the API document. */
export const metricsDocument: ApiDialect = {
  service: 'Metrics (Gnocchi v1)',
  tags: {
    'Archive policies': 'What becomes of measures, and which metrics have which policy.',
    'Resource types': 'Which attributes resources have.',
    Resources: 'What metrics are of.',
    Metrics: 'Series of measures.',
    Measures: 'Measures come in, and out as aggregates.',
    Aggregates: 'Computations from several metrics.',
    'Metrics service': 'The metrics service itself.',
  },
  refusal,
  unauthenticated,
  refusals: [400, 500, 503],
  path: {
    type: { description: 'The resource type.', schema: z.string(), example: 'generic' },
    id: {
      description: 'The id; of a resource also the name that the caller gave it.',
      schema: z.string(),
    },
    resource: {
      description: 'The resource’s id, or the name that the caller gave it.',
      schema: z.string(),
      example: ids.resourceId,
    },
    name: { description: 'The name.', schema: z.string() },
  },
  operations: {
    ...policies,
    ...rules,
    ...types,
    ...resources,
    ...metrics,
    ...resourceMetrics,
    ...measureOperations,
    ...aggregateOperations,
    ...service,
  },
};
