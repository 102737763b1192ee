import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byId, byKind } from '../../contract/tables.ts';
import type { Clock } from '../ports.ts';
import { queryAll, type Row, secondsOf } from './dynamo.ts';
import { type RowKey, rowReader } from './row-reader.ts';

/** Reads one table. By key and by partition reads are consistent; the indexes may lag. Expired rows are left out. */
export function readsOf(client: DynamoDBDocumentClient, table: string, clock: Clock) {
  const unexpired = ({ ttl }: Row): boolean =>
    typeof ttl !== 'number' || ttl > secondsOf(clock.now());

  const byKey = rowReader(client, table);

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

    async readKind(kind: string): Promise<readonly Row[]> {
      const rows = await queryAll(client, {
        TableName: table,
        IndexName: byKind.name,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': kind },
      });
      return rows.filter(unexpired);
    },

    async readId(id: string): Promise<Row | undefined> {
      const [row] = await queryAll(client, {
        TableName: table,
        IndexName: byId.name,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
      });
      return row && unexpired(row) ? row : undefined;
    },
  };
}
