import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { byDue, dueShards } from '../../contract/tables.ts';
import type { Instant } from '../core/instant.ts';
import { entityOf } from './dynamo.ts';

/** The key of a row that is due, and since when. */
export interface DueKey {
  readonly pk: string;
  readonly sk: string;
  readonly dueAt: Instant;
}

/** The partition in the due index of one shard of a kind of rows; `prefix` begins the names of the kind's partitions. */
const partitionOf = (prefix: string, shard: number): string => `${prefix}due-${shard}`;

/**
 * The two attributes that put a row into the due index. The shard is derived from the end of the id, which
 * is random even in ids that begin with the time.
 */
export function dueAt(id: string, at: Instant, prefix = ''): { dueShard: string; dueAt: Instant } {
  const shard = Number.parseInt(id.replaceAll('-', '').slice(-6), 16) % dueShards;
  return { dueShard: partitionOf(prefix, Number.isNaN(shard) ? 0 : shard), dueAt: at };
}

/** The keys of rows that are due at `now`, the longest overdue first, at most `limit`. The index may lag. */
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
    const query = {
      TableName: table,
      IndexName: byDue.name,
      KeyConditionExpression: '#shard = :shard AND #at <= :now',
      ExpressionAttributeNames: { '#shard': byDue.partitionKey, '#at': byDue.sortKey },
      ExpressionAttributeValues: { ':shard': partitionOf(prefix, shard), ':now': now },
    };
    const found: DueKey[] = [];
    for await (const { Items: items = [] } of paginateQuery({ client, pageSize: limit }, query)) {
      found.push(...items.map((item) => entityOf<DueKey>(item)));
      if (found.length >= limit) break;
    }
    return found;
  };
  const shards = await Promise.all(Array.from({ length: dueShards }, (_, shard) => inShard(shard)));
  return shards
    .flat()
    .toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : left.dueAt > right.dueAt ? 1 : 0))
    .slice(0, limit);
}
