import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { transact, writesIf } from '../../../platform/aws/conditional-write.ts';
import { dueAt } from '../../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../../platform/aws/due-rows.ts';
import { rowReader } from '../../../platform/aws/row-reader.ts';
import type { Erasures } from '../../ports.ts';
import { settingsKey } from './settings-key.ts';

const suffix = '#erasure';
const keyOfErasure = (projectId: string) => ({ pk: `P#${projectId}${suffix}`, sk: 'erasure' });

/** Erasures are rows that are due until they are done. */
export function dynamoErasures(client: DynamoDBDocumentClient, table: string): Erasures {
  const read = rowReader(client, table);
  return {
    ...dynamoDueRows<string>(client, table, {
      keyIn: ({ pk }) => pk.slice('P#'.length, -suffix.length),
    }),

    async begin({ projectId, until }, at) {
      const due = dueAt(projectId, at);
      await transact(client, [
        {
          Update: {
            TableName: table,
            Key: settingsKey(projectId),
            UpdateExpression: 'SET emptiedAt = :until, v = :v',
            ConditionExpression: 'attribute_not_exists(emptiedAt) OR emptiedAt < :until',
            ExpressionAttributeValues: { ':until': until, ':v': 1 },
          },
        },
        {
          Update: {
            TableName: table,
            Key: keyOfErasure(projectId),
            UpdateExpression: 'SET #until = :until, dueAt = :at, dueShard = :shard, v = :v',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: {
              ':until': until,
              ':at': due.dueAt,
              ':shard': due.dueShard,
              ':v': 1,
            },
          },
        },
      ]);
    },

    async take(projectId, now, leaseUntil) {
      const row = await read(keyOfErasure(projectId));
      const { until, dueAt: before } = row ?? {};
      if (typeof until !== 'string' || typeof before !== 'string' || before > now) return undefined;
      const taken = await writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOfErasure(projectId),
            UpdateExpression: 'SET dueAt = :lease',
            ConditionExpression: 'dueAt = :before AND #until = :until',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':lease': leaseUntil, ':before': before, ':until': until },
          }),
        ),
      );
      return taken ? { projectId, until } : undefined;
    },

    async end({ projectId, until }) {
      await writesIf(() =>
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOfErasure(projectId),
            ConditionExpression: '#until = :until',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':until': until },
          }),
        ),
      );
    },
  };
}
