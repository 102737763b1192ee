import type { FoundMetric } from '../../core/found-metric.ts';
import { isNamed } from '../../core/found-metric.ts';
import { noSuchMetric } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'metrics' | 'resources'>;

/** A metric with its resource. Refuses one that does not exist; who may do what with it is up to the caller. */
export async function findMetric(ports: Needs, id: string): Promise<FoundMetric> {
  const found = (await findMetrics(ports, [id])).get(id);
  if (!found) throw noSuchMetric(id);
  return found;
}

/** Those of the metrics that exist, by id. */
export async function findMetrics(
  { metrics, resources }: Needs,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FoundMetric>> {
  const stored = [...(await metrics.getMany(ids)).values()];
  const ofResources = await resources.getMany(stored.flatMap(({ resourceId }) => resourceId ?? []));
  return new Map(
    stored.flatMap((metric) => {
      const resource = metric.resourceId === null ? undefined : ofResources.get(metric.resourceId);
      return isNamed(metric, resource) ? [[metric.id, { metric, resource }]] : [];
    }),
  );
}
