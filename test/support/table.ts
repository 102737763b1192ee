import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  byDue,
  byId,
  byKind,
  partitionKey,
  sortKey,
  type TableIndex,
} from '../../functions/contract/tables.ts';

/** Creates a table for one suite, with the keys of the deployed tables and all indexes that hold keys alone. */
export async function createTable(
  client: DynamoDBClient,
  indexes: readonly TableIndex[] = [byId, byKind, byDue],
): Promise<string> {
  const TableName = `test-${randomUUID()}`;
  const attributes = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [
      index.partitionKey,
      ...('sortKey' in index ? [index.sortKey] : []),
    ]),
  ]);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.partitionKey, KeyType: 'HASH' as const },
          ...('sortKey' in index
            ? [{ AttributeName: index.sortKey, KeyType: 'RANGE' as const }]
            : []),
        ],
        Projection:
          'includes' in index
            ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.includes] }
            : { ProjectionType: 'KEYS_ONLY' as const },
      })),
    }),
  );
  await waitUntilTableExists(
    { client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 1 },
    { TableName },
  );
  return TableName;
}
