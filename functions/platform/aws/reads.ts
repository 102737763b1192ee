import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byKind } from '../../contract/tables.ts';
import type { Clock } from '../ports.ts';
import { isUnexpired, queryAll, type Row } from './dynamo.ts';
import { type Consistency, keyOf, type RowKey, rowReader } from './row-reader.ts';

/** How many rows of a kind are read at a time. */
const rowsAtOnce = 1000;

/**
 * Reads one table. Every row is read consistently, also one whose key an index gave: only the index may lag.
 * With `eventual`, single rows may lag, too. Expired rows are left out.
 */
export function readsOf(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
  consistency: Consistency = 'strong',
) {
  const unexpired = (row: Row): boolean => isUnexpired(row, clock.now());

  const byKey = rowReader(client, table, consistency);

  return {
    async read(key: RowKey): Promise<Row | undefined> {
      const row = await byKey(key);
      return row && unexpired(row) ? row : undefined;
    },

    async readPartition(pk: string, prefix?: string): Promise<readonly Row[]> {
      const rows = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk, ...(prefix && { ':prefix': prefix }) },
      });
      return rows.filter(unexpired);
    },

    /** The rows of a kind in all projects; of those with one sort key, if it is given. */
    async readKind(kind: string, sk?: string): Promise<readonly Row[]> {
      const keys = await queryAll(client, {
        TableName: table,
        IndexName: byKind.name,
        KeyConditionExpression: sk === undefined ? 'kind = :kind' : 'kind = :kind AND sk = :sk',
        ExpressionAttributeValues: { ':kind': kind, ...(sk !== undefined && { ':sk': sk }) },
      });
      const rows: (Row | undefined)[] = [];
      for (let first = 0; first < keys.length; first += rowsAtOnce) {
        const reading = keys.slice(first, first + rowsAtOnce).map((key) => byKey(keyOf(key)));
        // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
        rows.push(...(await Promise.all(reading)));
      }
      return rows
        .filter((row) => row !== undefined)
        .filter((row) => row['kind'] === kind && unexpired(row));
    },
  };
}
