import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byDue } from '../../contract/tables.ts';
import type { DueRows } from '../ports.ts';
import { dueKeys } from './due-keys.ts';
import type { RowKey } from './row-reader.ts';
import { statementWriter, updating } from './statement-writer.ts';

/**
 * What is due in a table of one kind of rows, by keys alone: whoever looks at a row reads it anyway, because
 * the index lags. `keyIn` says what a row's key means; `prefix` is that of the kind's partitions in the due
 * index.
 */
export function dynamoDueRows<Key>(
  client: DynamoDBDocumentClient,
  table: string,
  { keyIn, prefix }: { readonly keyIn: (row: RowKey) => Key; readonly prefix?: string },
): DueRows<Key> {
  const write = statementWriter(client);

  return {
    async due(until, limit) {
      const keys = await dueKeys(client, table, { now: until, limit, ...(prefix && { prefix }) });
      return keys.map(({ pk, sk, dueAt }) => ({ key: keyIn({ pk, sk }), dueAt, row: [pk, sk] }));
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
