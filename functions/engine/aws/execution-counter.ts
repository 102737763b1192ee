import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { counterKey } from './function-rows.ts';
import { batching } from '../../platform/aws/batching.ts';

/** The function or version an execution is counted for. */
interface Counted {
  readonly projectId: string;
  readonly id: string;
}

/** Counts ended executions; those of one function that end in the same moment cost one write. */
export function executionCounter(
  client: DynamoDBDocumentClient,
  table: string,
): (counted: Counted) => Promise<void> {
  return batching(async (all: readonly Counted[]) => {
    const sums = new Map<string, Counted & { readonly number: number }>();
    for (const counted of all)
      sums.set(counted.id, { ...counted, number: (sums.get(counted.id)?.number ?? 0) + 1 });
    await Promise.all(
      [...sums.values()].map(({ projectId, id, number }) =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: counterKey(projectId, id),
            UpdateExpression: 'ADD #count :number',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: { ':number': number },
          }),
        ),
      ),
    );
    return all.map(() => undefined);
  }, Number.POSITIVE_INFINITY);
}
