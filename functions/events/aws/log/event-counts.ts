import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { entityOf, isUnexpired, queryAll, secondsOf } from '../../../platform/aws/dynamo.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { HourCounts } from '../../core/log/log-hour.ts';
import type { EventCounts } from '../../ports.ts';
import { deleteRows } from './erase-rows.ts';

const partitionOf = (projectId: string): string => `P#${projectId}#hours`;

const rowsOf =
  (client: DynamoDBDocumentClient, table: string, clock: Clock) =>
  async (projectId: string, from: string, to: string) => {
    const rows = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': partitionOf(projectId), ':from': from, ':to': to },
    });
    return rows
      .filter((row) => isUnexpired(row, clock.now()))
      .map((row) => entityOf<HourCounts & { readonly pk: string; readonly sk: string }>(row));
  };

/** The part that reads, for those who count nothing. */
export function dynamoHours(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): Pick<EventCounts, 'hours'> {
  const read = rowsOf(client, table, clock);
  return {
    async hours(projectId, from, to) {
      if (from > to) return [];
      return (await read(projectId, from, to)).map(({ sk, accepted, stored, dropped }) => ({
        hour: sk,
        accepted,
        stored,
        dropped,
      }));
    },
  };
}

export function dynamoEventCounts(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): EventCounts {
  const read = rowsOf(client, table, clock);

  return {
    ...dynamoHours(client, table, clock),

    async add(projectId, { hour, accepted, stored, dropped }, expiresAt) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: partitionOf(projectId), sk: hour },
          UpdateExpression:
            'SET #ttl = :ttl, v = :v ADD accepted :accepted, #stored :stored, dropped :dropped',
          ExpressionAttributeNames: { '#stored': 'stored', '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':accepted': accepted,
            ':stored': stored,
            ':dropped': dropped,
            ':ttl': secondsOf(expiresAt),
            ':v': 1,
          },
        }),
      );
    },

    async forget(projectId, until) {
      // An hour has ended if it began an hour before.
      const rows = await read(projectId, '0', after(until, -3600));
      await deleteRows(
        client,
        table,
        rows.map(({ pk, sk }) => ({ pk, sk })),
      );
    },
  };
}
