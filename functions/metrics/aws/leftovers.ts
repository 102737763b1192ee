import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, type RowKey, rowReader } from '../../platform/aws/row-reader.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { slices } from '../../platform/core/slices.ts';
import type { Metric } from '../core/metric.ts';
import type { Resource } from '../core/resource.ts';
import type { IndexLeftovers } from '../ports.ts';
import {
  historyPartition,
  leftoverIn,
  leftoverKey,
  metricKey,
  metricKeys,
  resourceKey,
} from './index-keys.ts';
import { isStill, metricOf, resourceOf } from './resource-rows.ts';
import { placeReader } from './resource-place.ts';
import { partitionPages, writeRows } from './rows.ts';

/** Metrics that were written for a resource. */
interface MetricsOfResource {
  readonly resourceId: string;
  readonly metricIds: readonly string[];
}

/** What is to be cleared away: metrics, unless the resource names them, and the history of a deleted resource. */
export interface Leftover {
  readonly metrics: readonly MetricsOfResource[];
  readonly history?: string;
}

/** DynamoDB takes 100 rows in a transaction, and a metric has three. */
const metricsPerTransaction = 30;

export const leftoverRow = (id: string, leftover: Leftover, at: Instant): Row => ({
  ...leftoverKey(id),
  ...dueAt(id, at),
  v: 1,
  leftover,
});

export function dynamoIndexLeftovers(
  client: DynamoDBDocumentClient,
  table: string,
): IndexLeftovers {
  const read = rowReader(client, table);
  const find = placeReader(client, table);

  /** The metrics that the resource does not name, with what leads to them. False if it is to be tried again. */
  async function clearMetrics({ resourceId, metricIds }: MetricsOfResource): Promise<boolean> {
    const found = await find(resourceId);
    const resource = found && resourceOf(found);
    const named = new Set(resource?.metrics.values());
    const rows = await Promise.all(
      metricIds.filter((id) => !named.has(id)).map((id) => read(metricKey(id))),
    );
    // A metric that has left the resource meanwhile is not left over.
    const left = rows
      .flatMap((row) => (row ? [metricOf(row)] : []))
      .filter((metric) => metric.resourceId === resourceId);
    return resource ? clearUnnamed(resource, left) : clearOfNone(left);
  }

  /** Metrics of a deleted resource; they themselves last, so that a repetition finds the rest. */
  async function clearOfNone(metrics: readonly Metric[]): Promise<true> {
    const keys = metrics.map(metricKeys);
    await writeRows(client, table, { remove: keys.flatMap((each) => each.slice(1)) });
    await writeRows(client, table, { remove: keys.flatMap((each) => each.slice(0, 1)) });
    return true;
  }

  /** Metrics that a resource does not name, unless it changes meanwhile, and may take one of them back. */
  async function clearUnnamed(resource: Resource, metrics: readonly Metric[]): Promise<boolean> {
    const unchanged = {
      ConditionCheck: { TableName: table, Key: resourceKey(resource), ...isStill(resource) },
    };
    const remove = (Key: RowKey) => ({ Delete: { TableName: table, Key } });
    for (const some of slices(metrics, metricsPerTransaction)) {
      const writes = [unchanged, ...some.flatMap(metricKeys).map(remove)];
      // oxlint-disable-next-line no-await-in-loop -- rare, and bounded
      const outcome = await transact(client, writes);
      if (outcome.kind !== 'committed') return false;
    }
    return true;
  }

  async function clearHistory(incarnation: string): Promise<void> {
    for await (const rows of partitionPages(client, table, {
      pk: historyPartition({ incarnation }),
    }))
      await writeRows(client, table, { remove: rows.map(keyOf) });
  }

  return {
    ...dynamoDueRows(client, table, { keyIn: leftoverIn }),

    async clear(id) {
      const row = await read(leftoverKey(id));
      if (!row) return;
      const { leftover } = entityOf<{ leftover: Leftover }>(row);
      const cleared = await Promise.all(leftover.metrics.map(clearMetrics));
      if (!cleared.every(Boolean)) return;
      if (leftover.history !== undefined) await clearHistory(leftover.history);
      await client.send(new DeleteCommand({ TableName: table, Key: leftoverKey(id) }));
    },
  };
}
