import type { Point } from '../aggregation/point.ts';

/** Series over the same times: a row for each time, a column for each series; NaN where a series has no value. */
export interface Table {
  /** In microseconds. */
  readonly granularity: number;
  readonly times: readonly number[];
  readonly columns: readonly (readonly number[])[];
}

/** What to put where a series has no value: a number, or a value before or after it. */
export type Fill = number | 'null' | 'dropna' | 'ffill' | 'bfill' | 'full_ffill' | 'full_bfill';

/** Series side by side, over all the times at which any of them has a value. */
export function tableOf(
  series: readonly (readonly Point[])[],
  granularity: number,
  fill: Fill | undefined,
): Table {
  const distinct = new Set(series.flatMap((points) => points.map(({ time }) => time)));
  const times = [...distinct].toSorted((left, right) => left - right);
  const rows = new Map(times.map((time, row) => [time, row]));
  const gap = typeof fill === 'number' ? fill : Number.NaN;
  const columns = series.map((points) => {
    const column = times.map(() => gap);
    for (const { time, value } of points) column[rows.get(time) ?? 0] = value;
    return filled(column, fill);
  });
  return { granularity, times, columns };
}

function filled(column: readonly number[], fill: Fill | undefined): readonly number[] {
  switch (fill) {
    case 'ffill':
      return forward(column);
    case 'bfill':
      return backward(column);
    case 'full_ffill':
      return backward(forward(column));
    case 'full_bfill':
      return forward(backward(column));
    default:
      return column;
  }
}

function forward(column: readonly number[]): readonly number[] {
  let last = Number.NaN;
  return column.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}

const backward = (column: readonly number[]): readonly number[] =>
  forward(column.toReversed()).toReversed();

/** The rows from `first` on and before `end`. */
export const rowsOf = (
  { granularity, times, columns }: Table,
  first: number,
  end?: number,
): Table => ({
  granularity,
  times: times.slice(first, end),
  columns: columns.map((column) => column.slice(first, end)),
});
