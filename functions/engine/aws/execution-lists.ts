import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { newestFirst, secondsOf } from '../../platform/aws/dynamo.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ExecutionSummary } from '../core/executions/execution.ts';
import type { TimePage } from '../execution-ports.ts';
import { executionPartition, isShown, summaryOf } from './execution-rows.ts';

/** Rows of one request, a megabyte at most. Some may be hidden. */
const rowsPerRequest = 500;

/** Reads pages of a project's executions, newest first, consistently. */
export const executionLists =
  (client: DynamoDBDocumentClient, table: string, clock: Clock) =>
  async (projectId: string, { limit, before }: TimePage): Promise<readonly ExecutionSummary[]> => {
    const found: ExecutionSummary[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const { Items: rows = [], LastEvaluatedKey: last } = await client.send(
        new QueryCommand({
          ...newestFirst(table, executionPartition(projectId), before),
          Limit: Math.min(rowsPerRequest, limit - found.length),
          ...(next && { ExclusiveStartKey: next }),
        }),
      );
      const now = secondsOf(clock.now());
      found.push(...rows.filter((row) => isShown(row, now)).map(summaryOf));
      next = last;
    } while (next && found.length < limit);
    return found;
  };

/** The newest of several lists. */
export const newestOf = (
  lists: readonly (readonly ExecutionSummary[])[],
  limit: number,
): readonly ExecutionSummary[] =>
  lists
    .flat()
    .toSorted((left, right) => (left.id < right.id ? 1 : -1))
    .slice(0, limit);
