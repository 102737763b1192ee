import { isDeepStrictEqual } from 'node:util';
import { type Item, itemBytes } from './item-size.ts';
import type { IndexShape } from './table-shape.ts';

/** A row before and after a write; undefined where there is none. */
export interface Change {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const writeBytes = 1024;
const readBytes = 4096;

const bytesOf = (row: Item | undefined): number => (row ? itemBytes(row) : 0);
const unitsOf = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

/**
 * Write units of the table: by the larger of the row before and after, twice that in a transaction. A
 * write whose condition does not hold costs the row it found (developer guide, "DynamoDB read and
 * write operations").
 */
export const writeUnits = ({ before, after }: Change, transactional = false): number =>
  unitsOf(Math.max(bytesOf(before), bytesOf(after)), writeBytes) * (transactional ? 2 : 1);

/**
 * Write units of a global secondary index: none if its entry stays as it is or there is none, one
 * write to put, delete or change an entry, two if the entry's key changes (developer guide, "Using
 * Global Secondary Indexes in DynamoDB", "Provisioned throughput considerations").
 */
export function indexWriteUnits({ before, after }: Change, index: IndexShape): number {
  const old = entryOf(before, index);
  const next = entryOf(after, index);
  if (!old && !next) return 0;
  if (!old || !next) return writeUnits({ before: old, after: next });
  if (isDeepStrictEqual(old, next)) return 0;
  const keyChanges = index.key.some((name) => !isDeepStrictEqual(old[name], next[name]));
  return keyChanges
    ? writeUnits({ before: old, after: undefined }) + writeUnits({ before: undefined, after: next })
    : writeUnits({ before: old, after: next });
}

/** What an index holds of a row; undefined if the row lacks an attribute of its key. */
export function entryOf(row: Item | undefined, index: IndexShape): Item | undefined {
  if (!row || index.key.some((name) => !(name in row))) return undefined;
  const { projected } = index;
  if (projected === 'all') return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => projected.includes(name)));
}

export type Consistency = 'eventual' | 'strong' | 'transactional';

const factor = { eventual: 0.5, strong: 1, transactional: 2 } as const;

/** Read units of one row by key; a row that is not there costs as a small one. */
export const readUnits = (row: Item | undefined, consistency: Consistency): number =>
  unitsOf(bytesOf(row), readBytes) * factor[consistency];

/** Read units of a query or scan: by the sum of the rows it looked at, those it filtered out included. */
export const queryUnits = (
  rows: readonly Item[],
  consistency: Exclude<Consistency, 'transactional'>,
): number =>
  unitsOf(
    rows.reduce((sum, row) => sum + itemBytes(row), 0),
    readBytes,
  ) * factor[consistency];
