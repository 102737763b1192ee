import type { Caller } from '../../../platform/core/caller.ts';
import { mayPostMeasures, require } from '../../core/access.ts';
import type { Point } from '../../core/aggregation/point.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { invalid } from '../../core/refusal.ts';
import { keyText } from '../../core/storage/lane.ts';
import { type AddingPorts, store } from './add-measures.ts';
import { createNamedMetrics, type NewMetric, type WantedMetrics } from './create-named-metrics.ts';
import { placeSeries } from './place-series.ts';
import { restoreResources } from './restore-resources.ts';

/** Measures of a resource's metrics, by name. */
export interface ResourceMeasures {
  readonly resourceId: string;
  /** The id as it was sent. Ceilometer finds its resources by it. */
  readonly originalId: string;
  readonly metrics: readonly (NewMetric & { readonly points: readonly Point[] })[];
}

export interface AddingOfResources {
  readonly measured: readonly ResourceMeasures[];
  /** Whether metrics that do not exist are created. Resources never are. */
  readonly createMetrics: boolean;
}

/**
 * Adds measures of the metrics of several resources. If one of the resources or metrics does not exist, no
 * measure is stored; metrics of known resources are created all the same, as in Gnocchi.
 */
export async function addMeasuresOfResources(
  ports: AddingPorts,
  caller: Caller,
  { measured, createMetrics }: AddingOfResources,
): Promise<void> {
  const named = measured.flatMap(({ resourceId, metrics }) =>
    metrics.map(({ name, points }) => ({
      key: { kind: 'named' as const, resourceId, name },
      points,
    })),
  );
  const known = await ports.findSeries(named.map(({ key }) => key));
  const isLeft = (resourceId: string, name: string) =>
    !known.has(keyText({ kind: 'named', resourceId, name }));
  const left = measured
    .map((each) => ({
      ...each,
      metrics: each.metrics.filter(({ name }) => isLeft(each.resourceId, name)),
    }))
    .filter(({ metrics }) => metrics.length > 0);
  const found = await lookedUp(ports, caller, { measured: left, createMetrics });
  for (const { metric } of found) require(mayPostMeasures(caller, metric));
  const pointsOf = new Map(named.map(({ key, points }) => [keyText(key), points]));
  await restoreResources(
    ports,
    found.map((each) => ({ found: each, points: pointsOf.get(nameOf(each)) ?? [] })),
  );
  const neighbours = named.flatMap(({ key }) => known.get(keyText(key))?.laneId ?? []);
  const placed = await placeSeries(ports, found, neighbours);
  await store(
    ports,
    caller,
    named.flatMap(({ key, points }) => {
      const series = known.get(keyText(key)) ?? placed.get(keyText(key));
      return series ? [{ series, points }] : [];
    }),
  );
}

const nameOf = ({ metric: { resourceId, name } }: FoundMetric): string =>
  keyText({ kind: 'named', resourceId: resourceId ?? '', name: name ?? '' });

/** The metrics in the index. Refuses all if some do not exist and are not to be created. */
async function lookedUp(
  ports: AddingPorts,
  caller: Caller,
  { measured, createMetrics }: AddingOfResources,
): Promise<readonly FoundMetric[]> {
  if (measured.length === 0) return [];
  const resources = await ports.resources.getMany(measured.map(({ resourceId }) => resourceId));
  const there = measured.flatMap((each) => {
    const resource = resources.get(each.resourceId);
    return resource ? [{ ...each, resource }] : [];
  });
  if (createMetrics) {
    const now = await createNamedMetrics(ports, caller, there);
    const unknown = measured.filter(({ resourceId }) => !resources.has(resourceId));
    if (unknown.length > 0) throw unknownResources(unknown);
    return present(
      ports,
      there.map((each) => ({ ...each, resource: now.get(each.resourceId) ?? each.resource })),
    );
  }
  const missing = measured.flatMap(({ resourceId, metrics }) =>
    metrics
      .filter(({ name }) => !resources.get(resourceId)?.metrics.has(name))
      .map(({ name }) => `${resourceId}/${name}`),
  );
  if (missing.length > 0) throw invalid(`Unknown metrics: ${missing.toSorted().join(', ')}`);
  return present(ports, there);
}

const unknownResources = (unknown: readonly ResourceMeasures[]) =>
  invalid({
    cause: 'Unknown resources',
    detail: unknown.map(({ resourceId, originalId }) => ({
      resource_id: resourceId,
      original_resource_id: originalId,
    })),
  });

async function present(
  { metrics: index }: AddingPorts,
  wanted: readonly WantedMetrics[],
): Promise<readonly FoundMetric[]> {
  const found = await Promise.all(
    wanted.map(async ({ resource, metrics }) => {
      const ids = metrics.flatMap(({ name }) => resource.metrics.get(name) ?? []);
      return [...(await index.getMany(ids)).values()].map((metric) => ({ metric, resource }));
    }),
  );
  return found.flat();
}
