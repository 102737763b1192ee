import type { Metric } from './metric.ts';
import type { Resource } from './resource.ts';

/** A metric that exists, with its resource if it has one. */
export interface FoundMetric {
  readonly metric: Metric;
  readonly resource: Resource | undefined;
}

/** Whether a stored metric exists: one that has a resource only as long as the resource names it. */
export const isNamed = (metric: Metric, resource: Resource | undefined): boolean =>
  metric.resourceId === null || (resource?.metrics.get(metric.name ?? '') ?? '') === metric.id;
