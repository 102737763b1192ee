import * as z from 'zod';
import { item, value } from './item-size.ts';
import { rowOf, type WrittenRow } from './statement.ts';

/** The key attributes of a table. */
export type KeyNames = (table: string) => readonly string[];

export interface Write extends WrittenRow {
  readonly transactional: boolean;
}

const table = { TableName: z.string() };
const put = z.object({ ...table, Item: item });
const keyed = z.object({ ...table, Key: item });
const consistency = { ConsistentRead: z.boolean().default(false) };

const transaction = z.object({
  TransactItems: z.array(
    z.object({
      Put: put.optional(),
      Update: keyed.optional(),
      Delete: keyed.optional(),
      ConditionCheck: keyed.optional(),
    }),
  ),
});
const statements = z.object({
  Statements: z.array(z.object({ Statement: z.string(), Parameters: z.array(value) })),
});

const ofKey = ({ TableName, Key }: z.infer<typeof keyed>): WrittenRow => ({
  table: TableName,
  key: Key,
});
const single = (row: WrittenRow): readonly Write[] => [{ ...row, transactional: false }];

/** The rows that a request writes, or tries to. */
export function writesOf(operation: string, input: unknown, keyNames: KeyNames): readonly Write[] {
  const putting = ({ TableName, Item }: z.infer<typeof put>): WrittenRow => ({
    table: TableName,
    key: Object.fromEntries(Object.entries(Item).filter(([n]) => keyNames(TableName).includes(n))),
  });
  switch (operation) {
    case 'PutItem':
      return single(putting(put.parse(input)));
    case 'UpdateItem':
    case 'DeleteItem':
      return single(ofKey(keyed.parse(input)));
    case 'TransactWriteItems':
      return transaction
        .parse(input)
        .TransactItems.flatMap(({ Put, Update, Delete, ConditionCheck }) => [
          ...(Put ? [putting(Put)] : []),
          ...[Update, Delete, ConditionCheck].flatMap((each) => (each ? [ofKey(each)] : [])),
        ])
        .map((row) => ({ ...row, transactional: true }));
    case 'BatchExecuteStatement':
      return statements
        .parse(input)
        .Statements.flatMap(({ Statement, Parameters }) =>
          single(rowOf(Statement, Parameters, keyNames)),
        );
    default:
      return [];
  }
}

/** A row that a request reads by its key. */
export interface Lookup extends WrittenRow {
  readonly consistent: boolean;
}

const lookup = z.object({ ...table, Key: item, ...consistency });
const lookups = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(item), ...consistency })),
});

/** The rows that a request reads by key. */
export function lookupsOf(operation: string, input: unknown): readonly Lookup[] {
  if (operation === 'GetItem') {
    const { TableName, Key, ConsistentRead } = lookup.parse(input);
    return [{ table: TableName, key: Key, consistent: ConsistentRead }];
  }
  if (operation !== 'BatchGetItem') return [];
  return Object.entries(lookups.parse(input).RequestItems).flatMap(([name, each]) =>
    each.Keys.map((key) => ({ table: name, key, consistent: each.ConsistentRead })),
  );
}

/** A query or scan, and the request that answers with all the rows it looks at. */
export interface Listing {
  readonly table: string;
  readonly index: string | undefined;
  readonly consistent: boolean;
  readonly unfiltered: Readonly<Record<string, unknown>>;
}

const listing = z.looseObject({
  ...table,
  ...consistency,
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.unknown()).default({}),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).default({}),
});

/** DynamoDB refuses names and values that no expression uses. */
export function listingOf(operation: string, input: unknown): Listing | undefined {
  if (operation !== 'Query' && operation !== 'Scan') return undefined;
  const {
    FilterExpression: _filter,
    ProjectionExpression: _projection,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    KeyConditionExpression: condition,
    ...rest
  } = listing.parse(input);
  const used = (all: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => new RegExp(`${name}(?![A-Za-z0-9_])`).test(condition)),
    );
  const [usedNames, usedValues] = [used(names), used(values)];
  return {
    table: rest.TableName,
    index: rest.IndexName,
    consistent: rest.ConsistentRead,
    unfiltered: {
      ...rest,
      ...(condition !== '' && { KeyConditionExpression: condition }),
      ...(Object.keys(usedNames).length > 0 && { ExpressionAttributeNames: usedNames }),
      ...(Object.keys(usedValues).length > 0 && { ExpressionAttributeValues: usedValues }),
    },
  };
}
