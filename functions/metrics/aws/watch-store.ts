import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { queryAll, secondsOf } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import { after } from '../../platform/core/instant.ts';
import type { WatchStore } from '../measure-ports.ts';
import { alarmOfKey, lookKey, watchKey, watchPartition } from './measure-keys.ts';

/** How long the row of an alarm's next look is kept: it counts for a second only. */
const lookKeptSeconds = 3600;

export const dynamoWatchStore = (client: DynamoDBDocumentClient, table: string): WatchStore => ({
  async put(target, alarm) {
    const Item = { v: 1, ...watchKey(target, alarm) };
    await client.send(new PutCommand({ TableName: table, Item }));
  },

  async remove(target, alarm) {
    await client.send(new DeleteCommand({ TableName: table, Key: watchKey(target, alarm) }));
  },

  async list(target) {
    const rows = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': watchPartition(target) },
    });
    return rows.map((row) => alarmOfKey(keyOf(row)));
  },

  async claimLook(alarm, now) {
    const update = (set: string, condition: string, values: Record<string, unknown>) =>
      writesIf(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: lookKey(alarm),
            UpdateExpression: set,
            ConditionExpression: condition,
            ExpressionAttributeValues: values,
            ...(set.includes('#ttl') && { ExpressionAttributeNames: { '#ttl': 'ttl' } }),
          }),
        ),
      );
    const isFirst = await update(
      'SET lookUntil = :until, repeated = :no, #ttl = :ttl',
      'attribute_not_exists(lookUntil) OR lookUntil <= :now',
      {
        ':until': after(now, 1),
        ':now': now,
        ':no': false,
        ':ttl': secondsOf(after(now, lookKeptSeconds)),
      },
    );
    if (isFirst) return 'now';
    const isSecond = await update('SET repeated = :yes', 'repeated = :no', {
      ':yes': true,
      ':no': false,
    });
    return isSecond ? 'in-a-second' : 'asked-for';
  },
});
