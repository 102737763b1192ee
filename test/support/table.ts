import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { byDue, byId, byKind, partitionKey, sortKey } from '../../functions/contract/tables.ts';

/** A fresh table of the shape every table of Taibai has; returns its name. */
export async function createTable(client: DynamoDBClient): Promise<string> {
  const name = `test-${randomUUID()}`;
  const indexes = [byId, byKind, byDue].map((index) => ({
    IndexName: index.name,
    KeySchema: [
      { AttributeName: index.partitionKey, KeyType: 'HASH' as const },
      ...('sortKey' in index ? [{ AttributeName: index.sortKey, KeyType: 'RANGE' as const }] : []),
    ],
    Projection: { ProjectionType: 'ALL' as const },
  }));
  const attributes = new Set(
    [partitionKey, sortKey].concat(
      indexes.flatMap(({ KeySchema }) => KeySchema.map(({ AttributeName }) => AttributeName)),
    ),
  );
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: Array.from(attributes, (AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: indexes,
    }),
  );
  return name;
}
