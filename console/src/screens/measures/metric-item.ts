import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { queryText } from '../../api/query-text.ts';
import { requestJson } from '../../api/request.ts';
import { secondsOf } from './timedelta.ts';

const policy = z.object({
  name: z.string(),
  aggregation_methods: z.array(z.string()),
  definition: z.array(
    z.object({ granularity: z.string().transform(secondsOf), points: z.number().nullable() }),
  ),
});

const listed = z.object({
  id: z.string(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  archive_policy: policy.nullable(),
});

const listedMetric = z.object({ ...listed.shape, resource_id: z.string().nullable() });
export type ListedMetric = z.infer<typeof listedMetric>;

const resource = z.object({
  id: z.string(),
  type: z.string(),
  original_resource_id: z.string(),
});

const foundMetric = z.object({ ...listed.shape, resource: resource.nullable() });
export type FoundMetric = z.infer<typeof foundMetric>;

const foundResource = z.object({ ...resource.shape, metrics: z.record(z.string(), z.string()) });
export type FoundResource = z.infer<typeof foundResource>;

export const mostRows = 100;

/** Resources by a part of their name, or all; at most a hundred. */
export const resourcesQuery = (part: string | undefined) =>
  queryOptions({
    queryKey: ['resources', part],
    queryFn: ({ signal }) =>
      part === undefined
        ? requestJson(`/metric/v1/resource/generic?limit=${mostRows}`, z.array(foundResource), {
            signal,
          })
        : requestJson(
            `/metric/v1/search/resource/generic?limit=${mostRows}`,
            z.array(foundResource),
            { signal, method: 'POST', body: searchOf(part) },
          ),
  });

/** In Gnocchi's `like`, `%` stands for any text. */
const searchOf = (part: string) => ({ like: { original_resource_id: `%${part}%` } });

/** The first metrics of the project. */
export const metricsQuery = queryOptions({
  queryKey: ['metrics', 'listed'],
  queryFn: ({ signal }) =>
    requestJson(`/metric/v1/metric?limit=${mostRows}`, z.array(listedMetric), { signal }),
});

/** The metrics of exactly this name; at most a hundred. */
export const namedMetricsQuery = (name: string) =>
  queryOptions({
    queryKey: ['metrics', 'named', name],
    queryFn: ({ signal }) =>
      requestJson(
        `/metric/v1/metric${queryText({ name, limit: mostRows })}`,
        z.array(listedMetric),
        {
          signal,
        },
      ),
  });

/** The resources of these ids, for their names. */
export const resourceNamesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['resources', 'of', ids],
    queryFn: ({ signal }) =>
      requestJson('/metric/v1/search/resource/generic', z.array(resource), {
        signal,
        method: 'POST',
        body: { in: { id: ids } },
      }),
  });

export const metricQuery = (id: string) =>
  queryOptions({
    queryKey: ['metrics', id],
    queryFn: ({ signal }) =>
      requestJson(`/metric/v1/metric/${encodeURIComponent(id)}`, foundMetric, { signal }),
  });

const measures = z.array(z.tuple([z.string(), z.number(), z.number().nullable()]));

export interface AskedMeasures {
  readonly id: string;
  readonly aggregation: string;
  readonly granularity: number;
  readonly hours: number;
}

/** The measures of a metric, asked for again every half minute. */
export const measuresQuery = ({ id, aggregation, granularity, hours }: AskedMeasures) =>
  queryOptions({
    queryKey: ['measures', id, aggregation, granularity, hours],
    queryFn: async ({ signal }) => {
      const start = new Date(Date.now() - hours * 3_600_000).toISOString();
      const path = `/metric/v1/metric/${encodeURIComponent(id)}/measures`;
      const asked = queryText({ aggregation, granularity, start });
      const found = await requestJson(`${path}${asked}`, measures, { signal });
      return found.map(([at, , value]) => ({ at: new Date(at), value }));
    },
    refetchInterval: 30_000,
  });
