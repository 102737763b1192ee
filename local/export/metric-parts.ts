import { openSeries, type SeriesReader } from '../../functions/metrics/app/measures/read-series.ts';
import { findMetrics } from '../../functions/metrics/app/metrics/find-metric.ts';
import { dynamoIndexStores } from '../../functions/metrics/aws/index-stores.ts';
import { dynamoMeasureStores } from '../../functions/metrics/aws/measure-stores.ts';
import type { ArchivePolicy } from '../../functions/metrics/core/archive-policy.ts';
import {
  microsecondsPerSecond,
  type Point,
} from '../../functions/metrics/core/aggregation/point.ts';
import type { FoundMetric } from '../../functions/metrics/core/found-metric.ts';
import { Refusal } from '../../functions/metrics/core/refusal.ts';
import type { Resource } from '../../functions/metrics/core/resource.ts';
import { instantOfMicroseconds } from '../../functions/metrics/core/time/timestamp.ts';
import { slices } from '../../functions/platform/core/slices.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import type { Part, Stored } from './stored.ts';

/** Metrics whose lanes are read together. */
const metricsAtOnce = 1000;
/** After all times that measures may have: 17 September 2112. */
const latest = 4_500_000_000 * microsecondsPerSecond;

const withNames = (resource: Resource) => ({
  ...resource,
  metrics: Object.fromEntries(resource.metrics),
});

/** Resources that the project owns or created, their metrics and the metrics that it created, with all that is kept. */
export function metricParts({ dynamo, s3, tables, bucket }: Stored): readonly Part[] {
  const index = dynamoIndexStores(dynamo, tables.metricIndex);
  const stores = dynamoMeasureStores(dynamo, tables.measures, { client: s3, bucket });
  // An export has nothing compacted.
  const archives = { ...stores.archives, async hasten() {} };
  const ports = { ...index, ...stores, archives, clock: systemClock };

  async function* metricsOf(projectId: string): AsyncIterable<readonly FoundMetric[]> {
    for await (const page of index.metrics.list({ projectId }, undefined))
      for (const some of slices(page, metricsAtOnce))
        yield [
          ...(
            await findMetrics(
              index,
              some.map(({ id }) => id),
            )
          ).values(),
        ];
  }

  return [
    {
      name: 'resources',
      async *entries(projectId) {
        for await (const page of index.resources.list({ projectId })) yield* page.map(withNames);
      },
    },
    {
      name: 'resource-history',
      async *entries(projectId) {
        for await (const page of index.resources.list({ projectId }))
          for (const resource of page)
            for (const { resource: revision, ...rest } of await index.resources.revisions(resource))
              yield { ...rest, resource: withNames(revision) };
      },
    },
    {
      name: 'metrics',
      async *entries(projectId) {
        for await (const page of metricsOf(projectId)) yield* page.map(({ metric }) => metric);
      },
    },
    {
      name: 'measures',
      async *entries(projectId) {
        const policies = new Map(
          (await index.policies.list()).map((policy) => [policy.name, policy]),
        );
        for await (const page of metricsOf(projectId)) {
          const kept = page.flatMap(({ metric }) => {
            const keeping = policies.get(metric.policyName);
            return keeping ? [{ metricId: metric.id, keeping }] : [];
          });
          const series = await openSeries(ports, kept);
          for (const { metricId, keeping } of kept)
            yield* measuresOf(metricId, { series: series.get(metricId), policy: keeping });
        }
      },
    },
  ];
}

/** The windows of a metric by method and granularity, in order of time; long ones in several entries. */
async function* measuresOf(
  metricId: string,
  { series, policy }: { readonly series: SeriesReader | undefined; readonly policy: ArchivePolicy },
) {
  if (!series) return;
  for (const method of policy.methods)
    for (const { granularity } of policy.definition)
      for await (const points of windowsIn(series, { method, granularity }, [0, latest]))
        if (points.length > 0)
          yield {
            metricId,
            method,
            granularity: granularity / microsecondsPerSecond,
            measures: points.map(({ time, value }) => [instantOfMicroseconds(BigInt(time)), value]),
          };
}

/** All windows of a range. One that has more than a request may ask for is read in halves. */
export async function* windowsIn(
  series: Pick<SeriesReader, 'windows'>,
  what: { readonly method: string; readonly granularity: number },
  [from, until]: readonly [number, number],
): AsyncIterable<readonly Point[]> {
  const points = await series.windows({ ...what, from, until }).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  if (points) {
    yield points;
    return;
  }
  const windows = Math.floor((until - from) / what.granularity / 2);
  const middle = Math.ceil(from / what.granularity + windows) * what.granularity;
  yield* windowsIn(series, what, [from, middle]);
  yield* windowsIn(series, what, [middle, until]);
}
