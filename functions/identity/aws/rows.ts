import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey, timeToLive } from '../../contract/tables.ts';
import { entityOf, queryAll, type Row } from '../../platform/aws/dynamo.ts';

/** A table of the account, and the way to it. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export async function readRow<Entity>({ client, name }: Table, key: Key) {
  const { Item: row } = await client.send(
    new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
  );
  return row && entityOf<Entity>(bare(row));
}

/** Every row of a partition, or those whose sort key begins so, in the order of the sort keys. */
export async function readRows<Entity>({ client, name }: Table, partition: string, begin?: string) {
  const rows = await queryAll(client, {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: begin ? '#pk = :pk AND begins_with(#sk, :begin)' : '#pk = :pk',
    ExpressionAttributeNames: { '#pk': partitionKey, ...(begin && { '#sk': sortKey }) },
    ExpressionAttributeValues: { ':pk': partition, ...(begin && { ':begin': begin }) },
  });
  return rows.map((row) => entityOf<Entity>(bare(row)));
}

/** A row without what only the table needs. */
function bare(row: Row): Row {
  const { [partitionKey]: _partition, [sortKey]: _sort, [timeToLive]: _ttl, ...entity } = row;
  return entity;
}
