import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import type { Metric } from '../core/metric.ts';
import type { Resource } from '../core/resource.ts';
import { metricKey, metricKeys, resourceKey, revisionKey } from './index-keys.ts';

/** A resource as it is stored: names of metrics may be any text, which keys of a map may not. */
type StoredResource = Omit<Resource, 'metrics'> & {
  readonly metrics: readonly (readonly [string, string])[];
};

const stored = (resource: Resource): StoredResource => ({
  ...resource,
  metrics: [...resource.metrics],
});
const restored = (resource: StoredResource): Resource => ({
  ...resource,
  metrics: new Map(resource.metrics),
});

export const resourceRow = (resource: Resource): Row => ({
  ...resourceKey(resource),
  v: 1,
  version: resource.version,
  incarnation: resource.incarnation,
  resource: stored(resource),
});
export const resourceOf = (row: Row): Resource =>
  restored(entityOf<{ resource: StoredResource }>(row).resource);

/** The condition that a row is still the resource as it was seen. */
export const isStill = ({ version, incarnation }: Resource) => ({
  ConditionExpression: 'version = :version AND incarnation = :incarnation',
  ExpressionAttributeValues: { ':version': version, ':incarnation': incarnation },
});

export const revisionRow = (resource: Resource, revisionEnd: string): Row => ({
  ...revisionKey(resource, resource.revisions + 1),
  v: 1,
  revisionEnd,
  resource: stored(resource),
});
export const revisionOf = (row: Row) => ({
  number: Number(row['sk']),
  resource: resourceOf(row),
  revisionEnd: entityOf<{ revisionEnd: string }>(row).revisionEnd,
});

export const metricRow = (metric: Metric): Row => ({ ...metricKey(metric.id), v: 1, metric });
export const metricOf = (row: Row): Metric => entityOf<{ metric: Metric }>(row).metric;
/** The rows that lead to a metric. */
export const metricPointers = (metric: Metric): readonly Row[] =>
  metricKeys(metric)
    .slice(1)
    .map((key) => ({ ...key, v: 1 }));
