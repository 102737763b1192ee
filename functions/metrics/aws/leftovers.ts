import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../platform/aws/row-reader.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { IndexLeftovers } from '../ports.ts';
import { historyPartition, leftoverIn, leftoverKey, metricKeys } from './index-keys.ts';
import { metricKey } from './index-keys.ts';
import { metricOf, resourceOf } from './resource-rows.ts';
import { placeReader } from './resource-place.ts';
import { partitionPages, writeRows } from './rows.ts';

/** What is to be cleared away: metrics, unless the resource names them, and the history of a deleted resource. */
export interface Leftover {
  readonly resourceId: string;
  readonly metricIds: readonly string[];
  readonly history?: string;
}

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

  /** The metrics that no resource names, with what leads to them; they themselves last, so that a repetition finds the rest. */
  async function clearMetrics({ resourceId, metricIds }: Leftover): Promise<void> {
    const row = await find(resourceId);
    const kept = new Set(row ? resourceOf(row).metrics.values() : []);
    const rows = await Promise.all(
      metricIds.filter((id) => !kept.has(id)).map((id) => read(metricKey(id))),
    );
    const keys = rows.flatMap((found) => (found ? [metricKeys(metricOf(found))] : []));
    await writeRows(client, table, { remove: keys.flatMap((each) => each.slice(1)) });
    await writeRows(client, table, { remove: keys.flatMap((each) => each.slice(0, 1)) });
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
      await clearMetrics(leftover);
      if (leftover.history !== undefined) await clearHistory(leftover.history);
      await client.send(new DeleteCommand({ TableName: table, Key: leftoverKey(id) }));
    },
  };
}
