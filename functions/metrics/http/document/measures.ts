import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { endOfTime } from '../../core/time/measure-times.ts';
import { microsecondsPerSecond } from '../../core/aggregation/point.ts';
import {
  type ApiOperation,
  type ApiParameters,
  json,
} from '../../../platform/http/api-document.ts';
import { operations, redirected, type Sample, shown } from '../../../platform/http/api-answers.ts';
import * as ids from './examples.ts';
import { flag, metricName, name, spanText, timeText } from './values.ts';

const value = z.union([
  z.number(),
  z.boolean(),
  z.string().meta({ format: 'python-float', examples: ['1.5', 'NaN'] }),
]);
const listed = (timestamp: z.ZodType) => z.array(z.looseObject({ timestamp, value }));

const measures = z
  .union([
    listed(z.string().meta({ format: 'timestamp', examples: [ids.minute] })),
    listed(
      z
        .number()
        .min(0)
        .lt(endOfTime / microsecondsPerSecond),
    ),
    z.strictObject({}),
  ])
  .meta({
    id: 'Measures',
    description: 'All timestamps are of the kind of the first: seconds since 1970, ISO, or spans.',
  });
const measuresExample = [{ timestamp: ids.minute, value: 1.5 }];

const named = z.union([
  measures,
  z.strictObject({
    measures,
    archive_policy_name: name.optional(),
    unit: z.string().max(metricLimits.unitCharacters).optional(),
  }),
]);
const most = { maxProperties: measureLimits.metrics };

/** `[time, granularity, value]` of each window. */
export const windows: Sample = {
  schema: z
    .array(
      z.tuple([
        z.string(),
        z.union([z.number(), z.string()]).meta({ description: 'Seconds, or a letter.' }),
        z.number().nullable(),
      ]),
    )
    .meta({ id: 'Windows', description: 'Time, granularity and value of each window.' }),
  example: [[ids.minute, 60, 1.5]],
};

export const range: ApiParameters = {
  start: { description: 'From the window that this is in.', schema: timeText, example: '-1 day' },
  stop: { description: 'Before this.', schema: timeText, example: 'now' },
  granularity: {
    description: 'Of this granularity only.',
    schema: spanText,
    example: '5 minutes',
  },
};

export const aggregation: ApiParameters = {
  aggregation: {
    description: 'The method; `mean` by default.',
    schema: z.string(),
    example: 'mean',
  },
  resample: {
    description: 'Made coarser: a span, or `Y`, `H`, `Q`, `M` or `W`. Needs `granularity`.',
    schema: spanText,
    example: '1 hour',
  },
  refresh: {
    description: 'Does nothing: measures are there at once.',
    schema: z.string(),
    example: 'false',
  },
};

const accepted = { 202: { description: 'They are stored.' } };
const add: Omit<ApiOperation, 'tag'> = {
  summary: 'Add measures',
  body: json(measures, measuresExample),
  answers: accepted,
  refusals: [403, 404, 413, 415],
};
const read: Omit<ApiOperation, 'tag'> = {
  summary: 'Show aggregates of measures',
  query: { ...range, ...aggregation },
  answers: {
    200: shown('The coarsest granularity first, then by time.', windows),
    302: redirected,
  },
  refusals: [403, 404],
};
const ofResource = 'of a metric of a resource';

export const measureOperations = operations('Measures', {
  'POST /metric/v1/metric/{id}/measures': add,
  'GET /metric/v1/metric/{id}/measures': read,
  'POST /metric/v1/resource/{type}/{resource}/metric/{name}/measures': {
    ...add,
    summary: `${add.summary} ${ofResource}`,
  },
  'GET /metric/v1/resource/{type}/{resource}/metric/{name}/measures': {
    ...read,
    summary: `${read.summary} ${ofResource}`,
  },
  'POST /metric/v1/batch/metrics/measures': {
    summary: 'Add measures of several metrics',
    description: 'All or none are stored.',
    body: json(
      z
        .record(z.string().meta({ format: 'uuid' }), measures)
        .meta({ id: 'MeasuresByMetric', ...most }),
      { [ids.metricId]: measuresExample },
    ),
    answers: accepted,
    refusals: [403, 413, 415],
  },
  'POST /metric/v1/batch/resources/metrics/measures': {
    summary: 'Add measures of metrics of several resources',
    query: { create_metrics: flag('Creates metrics that their resources do not have.') },
    body: json(
      z
        .record(
          z
            .string()
            .max(289)
            .regex(/^[^/]*$/),
          z.record(metricName, named).meta(most),
        )
        .meta({ id: 'MeasuresByResource', ...most }),
      { [ids.resourceId]: { cpu: measuresExample } },
    ),
    answers: accepted,
    refusals: [403, 404, 409, 413, 415],
  },
});
