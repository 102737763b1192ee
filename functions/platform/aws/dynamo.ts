import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { byDue, dueShards } from '../../contract/tables.ts';
import type { Instant } from '../core/instant.ts';

/** A row as DynamoDB gives it back. */
export type Row = Record<string, unknown>;

/** A request that hangs is given up and made again: what waits behind it in the same batch must go on. */
const requestMilliseconds = 10_000;

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      requestHandler: { requestTimeout: requestMilliseconds, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** Reads a row that this adapter wrote. The one place where a stored row is taken at its word. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- only our own adapters write our tables
export const entityOf = <Entity>(row: Row): Entity => row as Entity;

/** Every row of a query, page after page. */
export async function queryAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return rows;
}

/** Every row of a table that passes the filter: for what administrators ask rarely. */
export async function scanAll(
  client: DynamoDBDocumentClient,
  input: ScanCommandInput,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let start: ScanCommandInput['ExclusiveStartKey'];
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page = await client.send(new ScanCommand({ ...input, ExclusiveStartKey: start }));
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return rows;
}

/** The two attributes that put a row into the due index; the shard follows from its id. */
export function dueAt(id: string, at: Instant): { dueShard: string; dueAt: Instant } {
  const shard = Number.parseInt(id.replaceAll('-', '').slice(0, 6), 16) % dueShards;
  return { dueShard: `due-${Number.isNaN(shard) ? 0 : shard}`, dueAt: at };
}

/** Rows of this table that were due at `now`, earliest first within a shard. */
export async function queryDue(
  client: DynamoDBDocumentClient,
  table: string,
  now: Instant,
): Promise<readonly Row[]> {
  const shards = await Promise.all(
    Array.from({ length: dueShards }, (_, shard) =>
      queryAll(client, {
        TableName: table,
        IndexName: byDue.name,
        KeyConditionExpression: '#shard = :shard AND #at <= :now',
        ExpressionAttributeNames: { '#shard': byDue.partitionKey, '#at': byDue.sortKey },
        ExpressionAttributeValues: { ':shard': `due-${shard}`, ':now': now },
      }),
    ),
  );
  return shards.flat();
}

export const secondsOf = (instant: Instant): number => Math.ceil(Date.parse(instant) / 1000);
