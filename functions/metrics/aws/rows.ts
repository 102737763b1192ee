import { setTimeout } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type BatchWriteCommandOutput,
  type DynamoDBDocumentClient,
  paginateQuery,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import { LRUCache } from 'lru-cache';
import { attempts, jitter, writesIf } from '../../platform/aws/conditional-write.ts';
import type { Row } from '../../platform/aws/dynamo.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { slices } from '../../platform/core/slices.ts';

/** DynamoDB's limit of rows per request. */
const rowsPerRequest = 25;

type Request =
  | { readonly PutRequest: { readonly Item: Row } }
  | { readonly DeleteRequest: { readonly Key: RowKey } };

/** Requests that are written at a time. */
const requestsAtOnce = 4;

/** Writes rows without conditions, in as few requests as possible; not all at once. */
export async function writeRows(
  client: DynamoDBDocumentClient,
  table: string,
  { put = [], remove = [] }: { readonly put?: readonly Row[]; readonly remove?: readonly RowKey[] },
): Promise<void> {
  const requests: readonly Request[] = [
    ...put.map((Item) => ({ PutRequest: { Item } })),
    ...remove.map((Key) => ({ DeleteRequest: { Key } })),
  ];
  const batches = slices(requests, rowsPerRequest).map(
    (batch) => () => writeBatch(client, table, batch),
  );
  // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
  for (const some of slices(batches, requestsAtOnce))
    await Promise.all(some.map((write) => write()));
}

async function writeBatch(
  client: DynamoDBDocumentClient,
  table: string,
  requests: readonly Request[],
): Promise<void> {
  let left: NonNullable<BatchWriteCommandInput['RequestItems']> = { [table]: [...requests] };
  for (let tried = 1; tried <= attempts; tried += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const answer: BatchWriteCommandOutput = await client.send(
      new BatchWriteCommand({ RequestItems: left }),
    );
    left = answer.UnprocessedItems ?? {};
    if (Object.keys(left).length === 0) return;
    // oxlint-disable-next-line no-await-in-loop -- waits between attempts
    await setTimeout(jitter(tried));
  }
  throw new Error(`DynamoDB left rows unwritten ${attempts} times in a row`);
}

/** Adds a row that has nothing but its key, if it is not there. */
export const addKey = (
  client: DynamoDBDocumentClient,
  table: string,
  key: RowKey,
): Promise<boolean> =>
  writesIf(() =>
    client.send(
      new PutCommand({
        TableName: table,
        Item: { ...key, v: 1 },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );

const cachedKeys = 10_000;

/**
 * Adds rows that stay for ever once they are there, so that most need not be written again. Requests of the same
 * moment wait for one attempt; a failed one is forgotten.
 */
export function knownKeys(
  client: DynamoDBDocumentClient,
  table: string,
): (key: RowKey) => Promise<unknown> {
  const known = new LRUCache<string, Promise<unknown>>({ max: cachedKeys });
  return (key) => {
    const name = JSON.stringify([key.pk, key.sk]);
    const written = known.get(name);
    if (written) return written;
    const adding = addKey(client, table, key).catch((error: unknown) => {
      known.delete(name);
      throw error;
    });
    known.set(name, adding);
    return adding;
  };
}

export interface PartitionPages {
  readonly pk: string;
  readonly prefix?: string | undefined;
  /** Only rows after this sort key; not together with `prefix`. */
  readonly after?: string | undefined;
  readonly pageSize?: number | undefined;
}

/** The rows of a partition in order of their sort keys, page by page; consistent. */
export async function* partitionPages(
  client: DynamoDBDocumentClient,
  table: string,
  { pk, prefix, after, pageSize }: PartitionPages,
): AsyncIterable<readonly Row[]> {
  const range =
    after !== undefined ? ' AND sk > :from' : prefix ? ' AND begins_with(sk, :from)' : '';
  const from = after ?? prefix;
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: `pk = :pk${range}`,
    ExpressionAttributeValues: { ':pk': pk, ...(range && { ':from': from }) },
  };
  const pages = paginateQuery({ client, ...(pageSize && { pageSize }) }, query);
  for await (const { Items: rows = [] } of pages) yield rows;
}

/** The items of all pages. */
export async function collected<Item>(
  pages: AsyncIterable<readonly Item[]>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
