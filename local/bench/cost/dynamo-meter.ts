import * as z from 'zod';
import type { Charge } from './charge.ts';
import { listingOf, lookupsOf, writesOf } from './dynamo-requests.ts';
import { type Item, item } from './item-size.ts';
import type { TableShape } from './table-shape.ts';
import { type Change, indexWriteUnits, queryUnits, readUnits, writeUnits } from './units.ts';

/** A table of the deployment, under the name that the bill uses. */
export interface MeteredTable extends TableShape {
  readonly name: string;
}

/** A write, with the table it was made on. */
export interface RowChange extends Change {
  readonly table: MeteredTable;
  readonly transactional: boolean;
}

/** What AWS bills for a request, and what the request wrote. */
export interface MeteredRequest {
  readonly charges: readonly Charge[];
  readonly changes: readonly RowChange[];
}

/** Sends a request that is not metered. */
export type AskDynamo = (operation: string, input: object) => Promise<unknown>;

/**
 * Meters requests to DynamoDB by the rows they touch: reads the rows before the request, passes it on,
 * and reads them again.
 */
export function dynamoMeter(ask: AskDynamo, tables: ReadonlyMap<string, MeteredTable>) {
  const tableOf = (name: string): MeteredTable => {
    const table = tables.get(name);
    if (!table) throw new Error(`the meter does not know the table ${name}`);
    return table;
  };
  const rowAt = async (name: string, key: Item): Promise<Item | undefined> =>
    found.parse(await ask('GetItem', { TableName: name, Key: key, ConsistentRead: true })).Item;

  const metersReads = async (operation: string, input: unknown): Promise<readonly Charge[]> => {
    const lookups = await Promise.all(
      lookupsOf(operation, input).map(async ({ table, key, consistent }) =>
        reading(
          tableOf(table).name,
          readUnits(await rowAt(table, key), consistent ? 'strong' : 'eventual'),
        ),
      ),
    );
    const listing = listingOf(operation, input);
    if (!listing) return lookups;
    const { Items: rows } = listed.parse(await ask(operation, listing.unfiltered));
    const { name } = tableOf(listing.table);
    return [
      reading(
        listing.index === undefined ? name : `${name}/${listing.index}`,
        queryUnits(rows, listing.consistent ? 'strong' : 'eventual'),
      ),
    ];
  };

  return async (
    operation: string,
    input: unknown,
    pass: () => Promise<void>,
  ): Promise<MeteredRequest> => {
    if (!known.has(operation)) throw new Error(`the meter does not know ${operation}`);
    const writes = writesOf(operation, input, (name) => tableOf(name).key);
    const read = () => Promise.all(writes.map(({ table, key }) => rowAt(table, key)));
    const before = await read();
    await pass();
    const after = await read();
    const changes = writes.map(({ table, transactional }, place) => ({
      table: tableOf(table),
      transactional,
      before: before[place],
      after: after[place],
    }));
    return {
      charges: [...changes.flatMap(writing), ...(await metersReads(operation, input))],
      changes,
    };
  };
}

const found = z.object({ Item: item.optional() });
const listed = z.object({ Items: z.array(item).default([]) });

const known = new Set([
  'BatchExecuteStatement',
  'BatchGetItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactWriteItems',
  'UpdateItem',
]);

const reading = (row: string, count: number): Charge => ({
  row: `DynamoDB reads: ${row}`,
  price: 'dynamodb-read',
  count,
});

/** What a write costs: the table, and each index apart. */
export const writing = ({ table, transactional, ...change }: RowChange): readonly Charge[] => [
  {
    row: `DynamoDB writes: ${table.name}`,
    price: 'dynamodb-write',
    count: writeUnits(change, transactional),
  },
  ...table.indexes.map(
    (index): Charge => ({
      row: `DynamoDB writes: ${table.name}/${index.name}`,
      price: 'dynamodb-write',
      count: indexWriteUnits(change, index),
    }),
  ),
];
