import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { byDue, dueShards, partitionKey, sortKey } from '../../contract/tables.ts';
import { entityOf } from '../../platform/aws/dynamo.ts';
import type { Instant } from '../../platform/core/instant.ts';

/** The key of a row that is due, and since when. */
export interface DueKey {
  readonly pk: string;
  readonly sk: string;
  readonly dueAt: Instant;
}

/**
 * The keys of rows that were due at `now`: about `limit` at most, the earliest of each shard. `prefix` begins
 * the names of their partitions in the due index.
 */
export async function dueKeys(
  client: DynamoDBDocumentClient,
  table: string,
  {
    now,
    limit,
    prefix = '',
  }: { readonly now: Instant; readonly limit: number; readonly prefix?: string },
): Promise<readonly DueKey[]> {
  const inShard = async (shard: number): Promise<readonly DueKey[]> => {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: byDue.name,
        KeyConditionExpression: '#shard = :shard AND #at <= :now',
        ProjectionExpression: '#pk, #sk, #at',
        ExpressionAttributeNames: {
          '#shard': byDue.partitionKey,
          '#at': byDue.sortKey,
          '#pk': partitionKey,
          '#sk': sortKey,
        },
        ExpressionAttributeValues: { ':shard': `${prefix}due-${shard}`, ':now': now },
        Limit: Math.ceil(limit / dueShards),
      }),
    );
    return items.map((item) => entityOf<DueKey>(item));
  };
  const shards = Array.from({ length: dueShards }, (_, shard) => inShard(shard));
  return (await Promise.all(shards)).flat();
}
