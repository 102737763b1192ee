import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { type Instant } from '../../platform/core/instant.ts';
import { earliestId } from '../../platform/core/ordered-id.ts';
import { reviewWindow } from '../core/executions/execution-schedule.ts';
import type { ExecutionReviews, RowId } from '../execution-ports.ts';
import { executionProjects } from './execution-projects.ts';
import { executionKind, executionPartition } from './execution-rows.ts';

const key = { pk: 'R#review', sk: 'review' };

/** One row says up to when executions were reviewed. A review reads their rows of that time, in each project. */
export function dynamoExecutionReviews(
  client: DynamoDBDocumentClient,
  table: string,
): ExecutionReviews {
  const read = rowReader(client, table);
  const projects = executionProjects(client, table);

  const lostIn = async (
    projectId: string,
    { from, until }: { readonly from: Instant; readonly until: Instant },
  ): Promise<readonly RowId[]> => {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      FilterExpression: 'kind = :kind AND #status = :running AND attribute_not_exists(dueShard)',
      ProjectionExpression: 'sk',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':pk': executionPartition(projectId),
        ':from': earliestId(from),
        ':until': earliestId(until),
        ':kind': executionKind,
        ':running': 'running',
      },
    });
    return rows.map(({ sk }) => ({ projectId, id: String(sk) }));
  };

  return {
    async begin(now) {
      const last = await read(key);
      const window = reviewWindow(last && String(last['until']), now);
      if (!window) return undefined;
      const known = await projects.list();
      const lost = await Promise.all(known.map((projectId) => lostIn(projectId, window)));
      return { until: window.until, lost: lost.flat() };
    },

    async end({ until }) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'SET v = :v, #until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':v': 1, ':until': until },
        }),
      );
    },
  };
}
