import { setTimeout } from 'node:timers/promises';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { type RowKey, rowReader } from '../../platform/aws/row-reader.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

/** A removal that takes longer has crashed. */
const removalSeconds = 30;
const pollMilliseconds = 50;

/**
 * Removes rows that other rows name, unless they are named. Whoever removes one marks it, looks for rows that
 * name it, and then deletes it or takes the mark away. Whoever writes a row that names it looks afterwards
 * whether it stays. So one of two at the same time sees the other, without a lock that all writers share.
 */
export interface RemovalMarks {
  remove(key: RowKey, isUsed: () => Promise<boolean>): Promise<'removed' | 'missing' | 'used'>;
  /** Whether the row is there and stays, as far as removals are concerned that began before the call. */
  stays(key: RowKey): Promise<boolean>;
  /** Whether a partition has any row, also with this beginning of the sort key. */
  isAny(pk: string, prefix?: string): Promise<boolean>;
}

/** The condition that the mark of `at` is still the row's. */
const marked = (at: Instant) => ({
  ConditionExpression: 'removedAt = :at',
  ExpressionAttributeValues: { ':at': at },
});

export function removalMarks(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): RemovalMarks {
  const read = rowReader(client, table);
  const isMarked = (at: unknown): boolean =>
    typeof at === 'string' && after(at, removalSeconds) > clock.now();

  const mark = (key: RowKey, at: Instant): Promise<boolean> =>
    writesIf(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'SET removedAt = :now',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':now': at },
        }),
      ),
    );
  const unmark = (key: RowKey, at: Instant): Promise<boolean> =>
    writesIf(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'REMOVE removedAt',
          ...marked(at),
        }),
      ),
    );

  return {
    async remove(key, isUsed) {
      const at = clock.now();
      if (!(await mark(key, at))) return 'missing';
      if (await isUsed()) {
        await unmark(key, at);
        return 'used';
      }
      const remove = new DeleteCommand({ TableName: table, Key: key, ...marked(at) });
      return (await writesIf(() => client.send(remove))) ? 'removed' : 'missing';
    },

    async stays(key) {
      let row = await read(key);
      while (row && isMarked(row['removedAt'])) {
        // oxlint-disable-next-line no-await-in-loop -- waits until the removal is decided
        await setTimeout(pollMilliseconds);
        // oxlint-disable-next-line no-await-in-loop -- reads again
        row = await read(key);
      }
      return row !== undefined;
    },

    async isAny(pk, prefix) {
      const { Items: rows = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          Limit: 1,
          KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk, ...(prefix && { ':prefix': prefix }) },
        }),
      );
      return rows.length > 0;
    },
  };
}
