import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { byDue, dueShards, partitionKey, sortKey } from '../../contract/tables.ts';
import type { Instant } from '../core/instant.ts';
import type { Due, DueRows } from '../ports.ts';
import type { Row } from './dynamo.ts';
import { statementWriter, updating } from './statement-writer.ts';

/**
 * What is due in a table, by keys alone: whoever looks at a row reads it anyway, because the index lags.
 * `keyIn` says what a row's key means, or undefined for rows of another kind.
 */
export function dynamoDueRows<Key>(
  client: DynamoDBDocumentClient,
  table: string,
  keyIn: (row: { readonly pk: string; readonly sk: string }) => Key | undefined,
): DueRows<Key> {
  const write = statementWriter(client);

  const dueIn = async (shard: number, until: Instant, limit: number): Promise<Due<Key>[]> => {
    const query = {
      TableName: table,
      IndexName: byDue.name,
      KeyConditionExpression: '#shard = :shard AND #at <= :until',
      ProjectionExpression: '#pk, #sk, #at',
      ExpressionAttributeNames: {
        '#shard': byDue.partitionKey,
        '#at': byDue.sortKey,
        '#pk': partitionKey,
        '#sk': sortKey,
      },
      ExpressionAttributeValues: { ':shard': `due-${shard}`, ':until': until },
    };
    const found: Due<Key>[] = [];
    for await (const { Items: rows = [] } of paginateQuery({ client, pageSize: limit }, query)) {
      found.push(...rows.flatMap((row) => dueOf(row, keyIn)));
      if (found.length >= limit) break;
    }
    return found;
  };

  return {
    async due(until, limit) {
      const shards = Array.from({ length: dueShards }, (_, shard) => dueIn(shard, until, limit));
      return (await Promise.all(shards))
        .flat()
        .toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : 1))
        .slice(0, limit);
    },

    async lookAgain(rows, at) {
      await Promise.all(
        rows.map(({ row: [pk, sk], dueAt }) =>
          write(
            updating(table, {
              key: { pk, sk },
              where: { [byDue.sortKey]: dueAt },
              set: { [byDue.sortKey]: at },
              remove: [],
            }),
          ),
        ),
      );
    },
  };
}

function dueOf<Key>(
  row: Row,
  keyIn: (row: { readonly pk: string; readonly sk: string }) => Key | undefined,
): readonly Due<Key>[] {
  const [pk, sk] = [String(row[partitionKey]), String(row[sortKey])];
  const key = keyIn({ pk, sk });
  return key === undefined ? [] : [{ key, dueAt: String(row[byDue.sortKey]), row: [pk, sk] }];
}
