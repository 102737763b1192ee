import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { byDue, byId, byKind, partitionKey, sortKey } from '../../functions/contract/tables.ts';

/** Creates a table for one suite, with the keys and indexes of the deployed tables. */
export async function createTable(client: DynamoDBClient): Promise<string> {
  const TableName = `test-${randomUUID()}`;
  const indexes = [
    { name: byId.name, hash: byId.partitionKey },
    { name: byKind.name, hash: byKind.partitionKey, range: byKind.sortKey },
    { name: byDue.name, hash: byDue.partitionKey, range: byDue.sortKey },
  ];
  const attributes = [partitionKey, sortKey, 'id', 'kind', 'dueShard', 'dueAt'];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: indexes.map(({ name, hash, range }) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: hash, KeyType: 'HASH' as const },
          ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      })),
    }),
  );
  await waitUntilTableExists(
    { client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 1 },
    { TableName },
  );
  return TableName;
}
