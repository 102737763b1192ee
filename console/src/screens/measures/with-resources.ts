import type { FoundResource, ListedMetric } from './metric-item.ts';

export interface MetricRow {
  readonly metric: ListedMetric;
  /** The name of its resource; empty without one, and while it is not known. */
  readonly shown: string;
}

/** Metrics with the names of their resources: all, or those whose resource's name has a part. */
export function withResources(
  metrics: readonly ListedMetric[],
  resources: readonly Pick<FoundResource, 'id' | 'original_resource_id'>[],
  part: string | undefined,
): readonly MetricRow[] {
  const names = new Map(resources.map((each) => [each.id, each.original_resource_id]));
  return metrics
    .map((metric) => ({ metric, shown: names.get(metric.resource_id ?? '') ?? '' }))
    .filter(({ shown }) => part === undefined || shown.includes(part));
}
