import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { conditionally } from '../../platform/aws/conditional-write.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ExecutionStore } from '../execution-ports.ts';
import { executionLists, newestOf } from './execution-lists.ts';
import { executionProjects } from './execution-projects.ts';
import { executionReader } from './execution-reader.ts';
import { executionKey, executionRow, expiryOf } from './execution-rows.ts';
import { executionTexts } from './execution-texts.ts';
import { executionUsage } from './execution-usage.ts';

/**
 * Executions live in a table of their own under their project, by time, and expire. A removed execution
 * stays as a hidden row without its texts, so that a late redelivery of the message that asked for it finds
 * it done.
 */
export function dynamoExecutionStore(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, retentionDays }: { readonly clock: Clock; readonly retentionDays: number },
): ExecutionStore {
  const write = statementWriter(client);
  const texts = executionTexts(client, table);
  const projects = executionProjects(client, table);
  const list = executionLists(client, table, clock);
  const usage = executionUsage(client, table, { clock, retentionDays });

  const get = executionReader(client, table, clock);

  return {
    list,
    get: (projectId, id) => get({ projectId, id }),
    usage: (projectId) => usage.of(projectId),

    async find(id) {
      const known = await projects.list();
      const found = await Promise.all(known.map((projectId) => get({ projectId, id })));
      return found.find((execution) => execution !== undefined);
    },

    async listAll(page) {
      const known = await projects.list();
      const lists = known.map((projectId) => list(projectId, page));
      return newestOf(await Promise.all(lists), page.limit);
    },

    async create(execution) {
      const { input, result, log } = execution;
      const ttl = expiryOf(execution, retentionDays);
      // What a row refers to exists before the row.
      const [asked, answered, printed] = await Promise.all([
        texts.store(execution, input, { name: 'input', ttl }),
        texts.store(execution, result, { name: 'result', ttl }),
        texts.store(execution, log, { name: 'log', ttl }),
        projects.record(execution.projectId),
        execution.counted && usage.began(execution),
      ]);
      const stored = { input: asked, result: answered, log: printed };
      const row = executionRow(execution, stored, retentionDays);
      if (await write(inserting(table, row))) return 'created';
      if (execution.counted) await usage.removed(execution.projectId, row);
      return 'exists';
    },

    async remove(projectId, id) {
      const removed = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: executionKey({ projectId, id }),
            UpdateExpression: 'REMOVE kind, #input, #result, #log, dueShard, dueAt',
            ConditionExpression: 'attribute_exists(kind)',
            ExpressionAttributeNames: { '#input': 'input', '#result': 'result', '#log': 'log' },
            ReturnValues: 'ALL_OLD',
          }),
        ),
      );
      if (removed.kind === 'unmet') return 'gone';
      const before = removed.answer.Attributes ?? {};
      await Promise.all([
        texts.remove({ projectId, id }),
        before['counted'] && usage.removed(projectId, before),
      ]);
      return 'removed';
    },
  };
}
