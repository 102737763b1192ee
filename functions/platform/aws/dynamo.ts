import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../core/instant.ts';

/** A row as DynamoDB returns it. */
export type Row = Record<string, unknown>;

/** A request that takes longer is aborted and retried, so that it does not hold up its batch. */
const requestMilliseconds = 10_000;

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      requestHandler: { requestTimeout: requestMilliseconds, throwOnRequestTimeout: true },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** A row as the entity that one of our adapters wrote. The only place where a stored row is trusted unchecked. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- only our own adapters write our tables
export const entityOf = <Entity>(row: Row): Entity => row as Entity;

/** Every row of a query, from all pages. */
export async function queryAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { Items: items = [] } of paginateQuery({ client }, input)) rows.push(...items);
  return rows;
}

/** Every row of a table that passes the filter. Reads the whole table: for rare requests of administrators. */
export async function scanAll(
  client: DynamoDBDocumentClient,
  input: ScanCommandInput,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { Items: items = [] } of paginateScan({ client }, input)) rows.push(...items);
  return rows;
}

/** Whether the row has no time to live, or it is not over: DynamoDB deletes late. */
export const isUnexpired = ({ ttl }: Row, now: Instant): boolean =>
  typeof ttl !== 'number' || ttl > secondsOf(now);

/** Seconds since 1970, rounded up: the unit of a row's time to live. */
export const secondsOf = (instant: Instant): number => Math.ceil(Date.parse(instant) / 1000);

/** Queries a partition from its greatest sort key on, or from below `before`; consistent. */
export const newestFirst = (
  table: string,
  pk: string,
  before: string | undefined,
): QueryCommandInput => ({
  TableName: table,
  ConsistentRead: true,
  ScanIndexForward: false,
  KeyConditionExpression: before === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :before',
  ExpressionAttributeValues: { ':pk': pk, ...(before !== undefined && { ':before': before }) },
});
