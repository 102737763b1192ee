import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { attempts, jitter } from '../../../platform/aws/conditional-write.ts';
import { keyOf, type RowKey } from '../../../platform/aws/row-reader.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { pointerKey, shardsOf } from './event-rows.ts';

/** DynamoDB's limit of rows per request. */
const rowsPerRequest = 25;
/** Requests at once. */
const concurrency = 8;

/** Deletes the events that a project had accepted until an instant, at most so many. */
export async function eraseRows(
  client: DynamoDBDocumentClient,
  {
    table,
    projectId,
    until,
    limit,
  }: {
    readonly table: string;
    readonly projectId: string;
    readonly until: Instant;
    readonly limit: number;
  },
): Promise<'done' | 'more'> {
  let left = limit;
  const { pk: pointers } = pointerKey(projectId, '');
  for (const partition of [...shardsOf(projectId), pointers]) {
    // Behind the instant itself come the acceptances at it.
    const keys = { TableName: table, ProjectionExpression: 'pk, sk', Limit: left + 1 };
    const range =
      partition === pointers
        ? {
            ...keys,
            KeyConditionExpression: 'pk = :pk',
            FilterExpression: '#at <= :until',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':pk': partition, ':until': until },
          }
        : {
            ...keys,
            KeyConditionExpression: 'pk = :pk AND sk < :until',
            ExpressionAttributeValues: { ':pk': partition, ':until': `${until}~` },
          };
    let more: boolean;
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page is deleted before the next is read
      const { Items: items = [], LastEvaluatedKey: last } = await client.send(
        new QueryCommand({ ...range, ConsistentRead: true, Limit: Math.min(left + 1, 1000) }),
      );
      const deleting = items.slice(0, left).map(keyOf);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await deleteRows(client, table, deleting);
      left -= deleting.length;
      if (items.length > deleting.length) return 'more';
      more = last !== undefined && deleting.length > 0;
    } while (more);
  }
  return 'done';
}

export async function deleteRows(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly RowKey[],
): Promise<void> {
  const waiting = Array.from({ length: Math.ceil(keys.length / rowsPerRequest) }, (_, i) =>
    keys.slice(i * rowsPerRequest, (i + 1) * rowsPerRequest),
  );
  const worker = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift())
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      await deleteBatch(client, table, batch);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function deleteBatch(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly RowKey[],
): Promise<void> {
  let requests = keys.map(deletion);
  for (let tried = 1; requests.length > 0; tried += 1) {
    if (tried > attempts) throw new Error(`DynamoDB left ${requests.length} rows undeleted`);
    // oxlint-disable-next-line no-await-in-loop -- what one request left over goes into the next
    const { UnprocessedItems: unprocessed = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [table]: requests } }),
    );
    requests = (unprocessed[table] ?? []).flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key ? [deletion(keyOf(DeleteRequest.Key))] : [],
    );
    // oxlint-disable-next-line no-await-in-loop -- waits between attempts
    if (requests.length > 0) await setTimeout(jitter(tried));
  }
}

const deletion = ({ pk, sk }: RowKey) => ({ DeleteRequest: { Key: { pk, sk } } });
