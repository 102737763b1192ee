import type { Charge } from './charge.ts';
import type { RowChange } from './dynamo-meter.ts';
import { type Item, itemBytes } from './item-size.ts';
import { secondsPerMonth } from './month.ts';
import { entryOf } from './units.ts';

/** Storage overhead of each row and each index entry. */
const overheadBytes = 100;

/** The storage of the written rows until they expire: table, indexes and point-in-time recovery. */
export function storageCharges(
  changes: readonly RowChange[],
  nowSeconds: number,
): readonly Charge[] {
  const left = new Map(
    changes.map((change) => [JSON.stringify([change.table.name, keyOf(change)]), change]),
  );
  return [...left.values()].flatMap(({ table, after }): readonly Charge[] => {
    const months = after ? monthsLeft(after, nowSeconds) : 0;
    if (!after || months <= 0) return [];
    const gigabyteMonths = (row: Item) => ((itemBytes(row) + overheadBytes) / 1e9) * months;
    const entries = table.indexes.flatMap((index) => {
      const entry = entryOf(after, index);
      return entry ? [{ row: `stored: ${table.name}/${index.name}`, entry }] : [];
    });
    return [
      { row: `stored: ${table.name}`, price: 'dynamodb-storage', count: gigabyteMonths(after) },
      {
        row: `backed up: ${table.name}`,
        price: 'point-in-time-recovery',
        count: gigabyteMonths(after),
      },
      ...entries.map(
        ({ row, entry }): Charge => ({
          row,
          price: 'dynamodb-storage',
          count: gigabyteMonths(entry),
        }),
      ),
    ];
  });
}

const keyOf = ({ table, after, before }: RowChange) =>
  table.key.map((name) => (after ?? before)?.[name]);

/** Rows without a time to live do not grow in number with executions, so they count as none. */
function monthsLeft({ ttl }: Item, nowSeconds: number): number {
  return ttl && 'N' in ttl ? (Number(ttl.N) - nowSeconds) / secondsPerMonth : 0;
}
