import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { millisecondsOf } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

interface Usage {
  readonly running: number;
  readonly stored: number;
}

/** A count holds for five seconds, and for one more with every megabyte that had to be read for it. */
const shortestSeconds = 5;

/**
 * Counts the executions under a partition key, and remembers the answer for a while, so that what
 * counting costs is bounded however often it is asked for.
 */
export function executionUsage(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): (pk: string) => Promise<Usage> {
  const known = new Map<string, { readonly usage: Usage; readonly until: number }>();

  return async (pk) => {
    const now = millisecondsOf(clock.now());
    const before = known.get(pk);
    if (before && before.until > now) return before.usage;
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
    known.set(pk, { usage, until: now + Math.max(shortestSeconds, pages) * 1000 });
    return usage;
  };
}
