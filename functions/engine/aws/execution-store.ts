import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ExecutionStore } from '../ports.ts';
import { executionKey, executionPartition, executionRow, executionRows } from './execution-rows.ts';
import { executionUsage } from './execution-usage.ts';

/**
 * Executions live in a table of their own under their project, and expire. A removed execution stays as a
 * hidden row without its texts, so that a late redelivery of the message that asked for it finds it done.
 */
export function dynamoExecutionStore(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, retentionDays }: { readonly clock: Clock; readonly retentionDays: number },
): ExecutionStore {
  const { find, get, list, listAll } = executionRows(client, table, clock);
  const write = statementWriter(client);
  const usage = executionUsage(client, table, clock);

  return {
    find,
    get,
    list,
    listAll,
    usage: (projectId) => usage(executionPartition(projectId)),

    async create(execution) {
      const row = executionRow(execution, retentionDays);
      return (await write(inserting(table, row))) ? 'created' : 'exists';
    },

    async remove(projectId, id) {
      const removed = await writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: executionKey({ projectId, id }),
            UpdateExpression: 'REMOVE id, kind, #input, #result, #log, dueShard, dueAt',
            ConditionExpression: 'attribute_exists(kind)',
            ExpressionAttributeNames: { '#input': 'input', '#result': 'result', '#log': 'log' },
          }),
        ),
      );
      return removed ? 'removed' : 'gone';
    },
  };
}
