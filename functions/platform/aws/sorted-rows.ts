import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Row } from './dynamo.ts';

/** The sort keys from `low` to `high`, both included. */
export interface KeyRange {
  readonly low: string;
  readonly high: string;
}

export interface SortedRead {
  readonly table: string;
  /** The index and its sort key; the table's own if it is missing. */
  readonly index?: { readonly name: string; readonly sortKey: string };
  readonly partition: string;
  readonly range: KeyRange;
  readonly backwards: boolean;
  /** Rows that the reader is likely to take. Beyond them, each request asks for twice as many as the one before. */
  readonly expected: number;
}

/** DynamoDB reads a megabyte a request at most, which rows of 200 bytes fill. */
const largestPage = 5000;

interface Page {
  readonly rows: readonly Row[];
  readonly last: Row | undefined;
}

/**
 * The rows of a partition in the order of their sort keys, page by page; they may lag a moment behind. As long as
 * more are expected, the next page is read while the reader is busy with one.
 */
export async function* sortedRows(
  client: DynamoDBDocumentClient,
  read: SortedRead,
): AsyncGenerator<Row> {
  const { range, expected } = read;
  if (range.low > range.high) return;
  let size = Math.min(largestPage, expected);
  let taken = 0;
  let next: Promise<Page> | undefined = pageOf(client, read, { size, start: undefined });
  while (next) {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const { rows, last }: Page = await next;
    taken += rows.length;
    size = Math.min(largestPage, size * 2);
    const following = (): Promise<Page> => pageOf(client, read, { size, start: last });
    const ahead: Promise<Page> | undefined =
      last && taken < expected ? settled(following()) : undefined;
    yield* rows;
    next = last && (ahead ?? following());
  }
}

/** A page that nobody may ever wait for, so that its failure is only told to who does. */
function settled(page: Promise<Page>): Promise<Page> {
  page.catch(() => {});
  return page;
}

async function pageOf(
  client: DynamoDBDocumentClient,
  { table, index, partition, range: { low, high }, backwards }: SortedRead,
  { size, start }: { readonly size: number; readonly start: Row | undefined },
): Promise<Page> {
  const { Items: rows = [], LastEvaluatedKey: last } = await client.send(
    new QueryCommand({
      TableName: table,
      ...(index && { IndexName: index.name }),
      KeyConditionExpression: 'pk = :pk AND #sort BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#sort': index?.sortKey ?? 'sk' },
      ExpressionAttributeValues: { ':pk': partition, ':low': low, ':high': high },
      ScanIndexForward: !backwards,
      Limit: size,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { rows, last };
}
