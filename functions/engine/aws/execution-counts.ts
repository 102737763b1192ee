import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { batching } from '../../platform/aws/batching.ts';
import type { ExecutionCounts } from '../ports.ts';
import { counterKey } from './function-rows.ts';

/** The function or version an execution is counted for. */
interface Counted {
  readonly projectId: string;
  readonly id: string;
}

/** Counts executions in rows beside the functions. Executions of one function that end at the same moment cost one write. */
export function dynamoExecutionCounts(
  client: DynamoDBDocumentClient,
  table: string,
): ExecutionCounts {
  const add = ({ projectId, id }: Counted, number: number) =>
    writesIf(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: counterKey(projectId, id),
          UpdateExpression: 'ADD #count :number',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':number': number },
        }),
      ),
    );

  return {
    add: batching(async (all: readonly Counted[]) => {
      const distinct = new Map(all.map((counted) => [counted.id, counted]));
      await Promise.all(
        [...distinct.values()].map((counted) =>
          add(counted, all.filter(({ id }) => id === counted.id).length),
        ),
      );
      return all.map(() => undefined);
    }, Number.POSITIVE_INFINITY),

    async of(projectId, ids) {
      const [only] = ids;
      const { pk, sk } = counterKey(projectId, only ?? '');
      const one = ids.length === 1;
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: one ? 'pk = :pk AND sk = :sk' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk, ...(one && { ':sk': sk }) },
        ConsistentRead: true,
      });
      const all = new Map(rows.map((row) => [String(row['sk']), Number(row['count'])]));
      return new Map(ids.map((id) => [id, all.get(id) ?? 0]));
    },
  };
}
