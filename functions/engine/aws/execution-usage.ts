import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { millisecondsOf } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

interface Usage {
  readonly running: number;
  readonly stored: number;
}

/** A count is cached for five seconds, or for one second per megabyte that was read if that is more. */
const shortestSeconds = 5;

/** Projects whose count is cached at a time. */
const maximumProjects = 1000;

/**
 * Counts the executions under a partition key. The answer is cached for a while, so that what counting
 * costs is bounded however often it is asked for.
 */
export function executionUsage(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): (pk: string) => Promise<Usage> {
  const cache = new LRUCache<string, Usage>({
    max: maximumProjects,
    perf: { now: () => millisecondsOf(clock.now()) },
    ttlResolution: 0,
  });

  return async (pk) => {
    const cached = cache.get(pk);
    if (cached) return cached;
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'attribute_exists(kind)',
      ProjectionExpression: '#status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':pk': pk },
    };
    let [running, stored, pages] = [0, 0, 0];
    for await (const { Items: rows = [] } of paginateQuery({ client }, query)) {
      running += rows.filter((row) => row['status'] === 'running').length;
      stored += rows.length;
      pages += 1;
    }
    const usage = { running, stored };
    cache.set(pk, usage, { ttl: Math.max(shortestSeconds, pages) * 1000 });
    return usage;
  };
}
