import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { partitionKey, sortKey } from '../../contract/tables.ts';
import type { Row } from './dynamo.ts';
import { batching } from './batching.ts';

export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}

export type RowReader = (key: RowKey) => Promise<Row | undefined>;

/** DynamoDB's limit of rows per request. */
const rowsPerRequest = 100;

/** What an eventual read finds may lag a moment behind. It costs half as much. */
export type Consistency = 'strong' | 'eventual';

/**
 * Reads rows of a table by key, consistently unless it is told otherwise. Reads of the same moment, for example by
 * the messages of a batch, share a request, which asks for each row once.
 */
export function rowReader(
  client: DynamoDBDocumentClient,
  table: string,
  consistency: Consistency = 'strong',
): RowReader {
  const ConsistentRead = consistency === 'strong';
  const readOne = async (key: RowKey): Promise<Row | undefined> => {
    const get = new GetCommand({ TableName: table, Key: key, ConsistentRead });
    return (await client.send(get)).Item;
  };

  const readAll = async (keys: readonly RowKey[]): Promise<readonly (Row | undefined)[]> => {
    const names = keys.map(nameOf);
    const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    const [only, another] = distinct;
    if (only && !another) {
      const row = await readOne(only);
      return keys.map(() => row);
    }
    const { Responses: found = {}, UnprocessedKeys: left = {} } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: distinct, ConsistentRead } } }),
    );
    // What DynamoDB left unprocessed is read row by row, with the SDK's retries.
    const rest = (left[table]?.Keys ?? []).map(keyOf);
    const rows = [...(found[table] ?? []), ...(await Promise.all(rest.map(readOne)))];
    const byName = new Map(rows.flatMap((row) => (row ? [[nameOf(keyOf(row)), row]] : [])));
    return names.map((name) => byName.get(name));
  };

  return batching(readAll, rowsPerRequest);
}

export const keyOf = (row: Row): RowKey => ({
  pk: String(row[partitionKey]),
  sk: String(row[sortKey]),
});

/** A key as text. */
export const nameOf = ({ pk, sk }: RowKey): string => JSON.stringify([pk, sk]);
