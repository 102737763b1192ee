import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { entityOf, isUnexpired, queryAll, secondsOf } from '../../../platform/aws/dynamo.ts';
import { type Consistency, rowReader } from '../../../platform/aws/row-reader.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { StorageSettings } from '../../core/log/storage-settings.ts';
import type { EventSettings } from '../../ports.ts';
import { settingsKey } from './settings-key.ts';

const projects = 'PROJECTS';

export function dynamoEventSettings(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
  consistency: Consistency = 'strong',
): EventSettings {
  const read = rowReader(client, table, consistency);

  return {
    async get(projectId) {
      const row = (await read(settingsKey(projectId))) ?? {};
      const { keep, days, emptiedAt } = entityOf<Partial<StorageSettings>>(row);
      return { ...(keep && { keep }), ...(days && { days }), ...(emptiedAt && { emptiedAt }) };
    },

    async put(projectId, { keep, days }) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: settingsKey(projectId),
          UpdateExpression: 'SET keep = :keep, #days = :days, v = :v',
          ExpressionAttributeNames: { '#days': 'days' },
          ExpressionAttributeValues: { ':keep': keep, ':days': days, ':v': 1 },
        }),
      );
    },

    async addProject(projectId, expiresAt) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { pk: projects, sk: projectId, ttl: secondsOf(expiresAt), v: 1 },
        }),
      );
    },

    async projects() {
      const rows = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': projects },
      });
      return rows.filter((row) => isUnexpired(row, clock.now())).map(({ sk }) => String(sk));
    },
  };
}
