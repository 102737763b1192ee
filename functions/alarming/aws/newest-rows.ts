import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { newestFirst, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';

const sortKeyOf = (row: Row | undefined): string => keyOf(row ?? {}).sk;

/** Rows of one request, a megabyte at most. */
const rowsPerRequest = 500;

/** Reads a partition from its end, page by page. */
function backwards(
  client: DynamoDBDocumentClient,
  table: string,
  { pk, before, size }: { readonly pk: string; readonly before: string | undefined; size: number },
) {
  const rows: Row[] = [];
  let next: Record<string, unknown> | undefined;
  let isOver = false;

  return {
    /** The next row, if `fill` has found one. */
    head: () => rows[0],
    take: () => rows.shift(),

    async fill(isWanted: (row: Row) => boolean): Promise<void> {
      while (rows.length === 0 && !isOver) {
        // oxlint-disable-next-line no-await-in-loop -- one page after the other
        const { Items: items = [], LastEvaluatedKey: last } = await client.send(
          new QueryCommand({
            ...newestFirst(table, pk, before),
            Limit: size,
            ...(next && { ExclusiveStartKey: next }),
          }),
        );
        rows.push(...items.filter(isWanted));
        next = last;
        isOver = next === undefined;
      }
    },
  };
}

/** The rows of several partitions that are wanted, by sort key from the greatest on, at most `limit`; consistent. */
export async function newestRows(
  client: DynamoDBDocumentClient,
  table: string,
  {
    partitions,
    limit,
    before,
    isWanted,
  }: {
    readonly partitions: readonly string[];
    readonly limit: number;
    readonly before?: string | undefined;
    readonly isWanted: (row: Row) => boolean;
  },
): Promise<readonly Row[]> {
  const size = Math.min(rowsPerRequest, limit);
  const readers = partitions.map((pk) => backwards(client, table, { pk, before, size }));
  const found: Row[] = [];
  while (found.length < limit) {
    // oxlint-disable-next-line no-await-in-loop -- nothing to await until a reader is empty
    await Promise.all(readers.filter(({ head }) => !head()).map((reader) => reader.fill(isWanted)));
    const newest = readers
      .filter(({ head }) => head())
      .toSorted((left, right) => (sortKeyOf(left.head()) < sortKeyOf(right.head()) ? 1 : -1))[0];
    const row = newest?.take();
    if (!row) break;
    found.push(row);
  }
  return found;
}
