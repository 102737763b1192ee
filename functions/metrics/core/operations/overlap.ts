import { NotComputable } from './evaluate.ts';
import { rowsOf, type Table } from './table.ts';

export interface Bounds {
  /** Percent of the times at which every series must have a value. */
  readonly neededOverlap: number;
  /** Whether the request says where to begin, and where to end. */
  readonly hasStart: boolean;
  readonly hasStop: boolean;
}

/**
 * The part of a table that is computed with where gaps are not filled: from the first to the last time at which
 * every series has a value, unless the request says otherwise (`gnocchi/rest/aggregates/processor.py`, `aggregated`).
 */
export function overlapping(table: Table, { neededOverlap, hasStart, hasStop }: Bounds): Table {
  const { times, columns } = table;
  const common = times.flatMap((_, row) =>
    columns.every((column) => !Number.isNaN(column[row] ?? Number.NaN)) ? [row] : [],
  );
  if (common.length === 0 && neededOverlap > 0) throw new NotComputable('No overlap');
  if (times.length === 0) return table;
  const first = hasStart ? 0 : (common[0] ?? 0);
  const last = hasStop ? times.length - 1 : (common.at(-1) ?? times.length - 1);
  const cut = rowsOf(table, first, last + 1);
  const percent = (common.length * 100) / cut.times.length;
  if (percent < neededOverlap)
    throw new NotComputable(
      `Less than ${neededOverlap.toFixed(6)}% of datapoints overlap in this timespan (${percent.toFixed(2)}%)`,
    );
  return cut;
}
