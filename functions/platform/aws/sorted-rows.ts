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
  /** Rows of the first request; each further one asks for twice as many. */
  readonly firstPage: number;
}

/** DynamoDB reads a megabyte a request at most, which rows of a kilobyte fill. */
const largestPage = 1000;

/** The rows of a partition in the order of their sort keys, page by page; they may lag a moment behind. */
export async function* sortedRows(
  client: DynamoDBDocumentClient,
  { table, index, partition, range: { low, high }, backwards, firstPage }: SortedRead,
): AsyncGenerator<Row> {
  if (low > high) return;
  let size = Math.min(largestPage, firstPage);
  let start: Row | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const { Items: items = [], LastEvaluatedKey: last } = await client.send(
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
    yield* items;
    start = last;
    size = Math.min(largestPage, size * 2);
  } while (start);
}
