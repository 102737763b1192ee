import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey } from '../../contract/tables.ts';
import { queryAll, type Row } from '../../platform/aws/dynamo.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { entityIn } from '../../platform/aws/row-store.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export async function readRow<Entity>(
  { client, name }: Table,
  key: RowKey,
): Promise<Entity | undefined> {
  const { Item: row } = await client.send(
    new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
  );
  return row && entityIn<Entity>(row);
}

/** All rows of a partition, or those whose sort key has the prefix, ordered by sort key. */
export async function readRows<Entity>(
  { client, name }: Table,
  partition: string,
  prefix?: string,
): Promise<readonly Entity[]> {
  const rows = await queryAll(client, {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: prefix ? '#pk = :pk AND begins_with(#sk, :prefix)' : '#pk = :pk',
    ExpressionAttributeNames: { '#pk': partitionKey, ...(prefix && { '#sk': sortKey }) },
    ExpressionAttributeValues: { ':pk': partition, ...(prefix && { ':prefix': prefix }) },
  });
  return rows.map((row) => entityIn<Entity>(row));
}

export async function putRow({ client, name }: Table, row: Row & RowKey): Promise<void> {
  await client.send(new PutCommand({ TableName: name, Item: row }));
}

export async function deleteRow({ client, name }: Table, key: RowKey): Promise<void> {
  await client.send(new DeleteCommand({ TableName: name, Key: key }));
}
