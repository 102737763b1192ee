import type { Write } from '../../platform/aws/conditional-write.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import type { Metric } from '../core/metric.ts';
import type { Resource } from '../core/resource.ts';
import type { MetricChanges, ResourceChange } from '../ports.ts';
import { createdKey, isOwnedByOther, metricKeys, placeKey, resourceKey } from './index-keys.ts';
import { placeRow } from './resource-place.ts';
import { isStill, metricRow, resourceRow, revisionRow } from './resource-rows.ts';

/** Writes of one table, for a transaction. */
export function resourceWrites(table: string) {
  const TableName = table;
  const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

  const pointer = (resource: Resource): readonly Write[] =>
    isOwnedByOther(resource)
      ? [{ Put: { TableName, Item: { ...createdKey(resource), v: 1 } } }]
      : [];
  const withoutPointer = (resource: Resource): readonly Write[] =>
    isOwnedByOther(resource) ? [{ Delete: { TableName, Key: createdKey(resource) } }] : [];

  /** A metric as it is to be, if it still is as it was seen. */
  const metricChange = (seen: Metric, next: Metric): Write => ({
    Put: {
      TableName,
      Item: metricRow(next),
      ConditionExpression: 'metric = :seen',
      ExpressionAttributeValues: { ':seen': seen },
    },
  });

  function attaching(attached: MetricChanges['attached']): readonly Write[] {
    const left = groupBy(
      attached.flatMap(({ from, seen }) => (from ? [{ from, seen }] : [])),
      ({ from }) => from.id,
    );
    const leaving = [...left.values()].flatMap((group): readonly Write[] => {
      const from = group[0]?.from;
      if (!from) return [];
      const gone = new Set(group.map(({ seen }) => seen.id));
      const metrics = new Map([...from.metrics].filter(([, id]) => !gone.has(id)));
      return [replacing(from, { ...from, metrics, version: from.version + 1 })];
    });
    return [...attached.map(({ seen, next }) => metricChange(seen, next)), ...leaving];
  }

  const replacing = (seen: Resource, next: Resource): Write => ({
    Put: { TableName, Item: resourceRow(next), ...isStill(seen) },
  });

  const moving = (seen: Resource, next: Resource): readonly Write[] => [
    { Delete: { TableName, Key: resourceKey(seen), ...isStill(seen) } },
    { Put: { TableName, Item: resourceRow(next), ...absent } },
    { Put: { TableName, Item: placeRow(next) } },
    ...(isOwnedByOther(next) ? pointer(next) : withoutPointer(seen)),
  ];

  const removingMetrics = (metrics: readonly Metric[]): readonly Write[] =>
    metrics.flatMap(metricKeys).map((Key) => ({ Delete: { TableName, Key } }));

  return {
    removingMetrics,

    creating: (
      resource: Resource,
      { attached }: Pick<MetricChanges, 'attached'>,
    ): readonly Write[] => [
      { Put: { TableName, Item: placeRow(resource), ...absent } },
      { Put: { TableName, Item: resourceRow(resource), ...absent } },
      ...pointer(resource),
      ...attaching(attached),
    ],

    changing: ({ seen, next, revised, metrics }: ResourceChange): readonly Write[] => [
      ...(seen.projectId === next.projectId ? [replacing(seen, next)] : moving(seen, next)),
      ...(revised
        ? [{ Put: { TableName, Item: revisionRow(seen, next.revisionStart), ...absent } }]
        : []),
      ...attaching(metrics.attached),
      ...metrics.detached.map((metric) => metricChange(metric, { ...metric, resourceId: null })),
    ],

    removing: (resource: Resource): readonly Write[] => [
      { Delete: { TableName, Key: resourceKey(resource), ...isStill(resource) } },
      { Delete: { TableName, Key: placeKey(resource.id) } },
      ...withoutPointer(resource),
    ],
  };
}
