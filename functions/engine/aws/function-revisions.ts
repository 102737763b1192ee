import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { FunctionRevisions } from '../ports.ts';
import { counterKey, functionKey, functionKeyIn, functionsDue } from './function-rows.ts';

/** What the provisioner reads and records, in the rows of `dynamoFunctionStore`. */
export function dynamoFunctionRevisions(
  client: DynamoDBDocumentClient,
  table: string,
): FunctionRevisions {
  const read = rowReader(client, table);

  return {
    async applied({ id, projectId, revision }, error) {
      const apply = (update: string, condition: string) =>
        writesIf(() =>
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: functionKey(projectId, id),
              UpdateExpression: update,
              ConditionExpression: `attribute_exists(kind) AND appliedRevision <= :applied AND ${condition}`,
              ExpressionAttributeValues: { ':applied': revision, ':error': error },
            }),
          ),
        );
      const set = 'SET appliedRevision = :applied, applyError = :error';
      if (await apply(`${set} REMOVE dueShard, dueAt`, 'revision = :applied')) return;
      await apply(set, 'revision > :applied');
    },

    isRemoved: async (projectId, id) =>
      Boolean((await read(functionKey(projectId, id)))?.['removed']),

    async forget(projectId, id) {
      const keys = [functionKey(projectId, id), counterKey(projectId, id)];
      await transact(
        client,
        keys.map((Key) => ({ Delete: { TableName: table, Key } })),
      );
    },

    ...dynamoDueRows(client, table, { keyIn: functionKeyIn, prefix: functionsDue }),
  };
}
