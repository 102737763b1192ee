import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';

const partition = 'PROJECTS';

/** Projects that a process remembers as recorded. */
const rememberedProjects = 1000;

/** The projects that have had executions, so that an administrator finds and lists executions without an index. */
export function executionProjects(client: DynamoDBDocumentClient, table: string) {
  const write = statementWriter(client);
  const recorded = new LRUCache<string, true>({ max: rememberedProjects });

  return {
    /** Costs a write for each project once in the life of a process. */
    async record(projectId: string): Promise<void> {
      if (recorded.has(projectId)) return;
      await write(inserting(table, { pk: partition, sk: projectId, v: 1 }));
      recorded.set(projectId, true);
    },

    async list(): Promise<readonly string[]> {
      const rows = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition },
      });
      return rows.map(({ sk }) => String(sk));
    },
  };
}
