import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Write } from '../../platform/aws/conditional-write.ts';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { AlarmQuotas } from '../ports.ts';

/** The row with the number of alarms that a project has, and the limit if there is one. */
const quotaKey = (projectId: string) => ({ pk: `P#${projectId}#quota`, sk: 'alarms' });

export function dynamoAlarmQuotas(client: DynamoDBDocumentClient, table: string): AlarmQuotas {
  const readRow = rowReader(client, table);
  return {
    async get(projectId) {
      const row = await readRow(quotaKey(projectId));
      return row && entityOf<{ limit?: number }>(row).limit;
    },

    async set(projectId, limit) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: quotaKey(projectId),
          UpdateExpression: limit === undefined ? 'REMOVE #limit' : 'SET #limit = :limit',
          ExpressionAttributeNames: { '#limit': 'limit' },
          ...(limit !== undefined && { ExpressionAttributeValues: { ':limit': limit } }),
        }),
      );
    },
  };
}

/** Counts one more alarm in the project, if its quota allows. */
export const takeFromQuota = (table: string, projectId: string): Write => ({
  Update: {
    TableName: table,
    Key: quotaKey(projectId),
    UpdateExpression: 'ADD alarms :one',
    ConditionExpression:
      'attribute_not_exists(#limit) OR alarms < #limit OR (attribute_not_exists(alarms) AND #limit > :none)',
    ExpressionAttributeNames: { '#limit': 'limit' },
    ExpressionAttributeValues: { ':one': 1, ':none': 0 },
  },
});

/** Counts an alarm in or out, whatever the quota. */
export const countAlarm = (table: string, projectId: string, change: 1 | -1): Write => ({
  Update: {
    TableName: table,
    Key: quotaKey(projectId),
    UpdateExpression: 'ADD alarms :change',
    ExpressionAttributeValues: { ':change': change },
  },
});
