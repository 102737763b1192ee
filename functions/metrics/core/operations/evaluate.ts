import { windowStart } from '../aggregation/window.ts';
import { apply, applyBinary } from './arithmetic.ts';
import { changes, crossed } from './cross.ts';
import type { CrossMethod, Operand, Operation, Reference } from './operation.ts';
import type { Table } from './table.ts';

/** Why series cannot be computed with each other. */
export class NotComputable extends Error {
  override readonly name = 'NotComputable';
}

/** What an operand is: a number, or series. */
type Value = number | Series;
interface Series extends Table {
  /** Whether series were put together, so that the columns are no longer those of the metrics. */
  readonly aggregated: boolean;
}

/** What the operation makes of the series. `references` say what the columns of the table are. */
export function evaluate(
  operation: Operation,
  table: Table,
  references: readonly Reference[],
): Series {
  const value = valueOf(operation, table, references);
  if (typeof value === 'number') throw new NotComputable('The operations are about no metric');
  return value;
}

function valueOf(operand: Operand, table: Table, references: readonly Reference[]): Value {
  if (typeof operand === 'number') return operand;
  const of = (inner: Operand): Value => valueOf(inner, table, references);
  switch (operand.kind) {
    case 'metric':
      return chosen(operand.references, table, references);
    case 'unary': {
      const value = of(operand.of);
      if (operand.name === 'rateofchange') return rateOfChange(series(value));
      if (operand.name === 'rateofchangesec') return rateOfChangePerSecond(series(value));
      const { name } = operand;
      return typeof value === 'number'
        ? apply(name, value)
        : mapped(value, (each) => apply(name, each));
    }
    case 'binary':
      return combined(of(operand.left), of(operand.right), (left, right) =>
        applyBinary(operand.name, left, right),
      );
    case 'clip': {
      const raised = combined(of(operand.of), of(operand.low), (value, low) =>
        applyBinary('clip_min', value, low),
      );
      return operand.high === undefined
        ? raised
        : combined(raised, of(operand.high), (value, high) => applyBinary('clip_max', value, high));
    }
    case 'aggregate':
      return aggregate(operand.method, series(of(operand.of)));
    case 'resample':
      return resample(operand.method, operand.span, series(of(operand.of)));
    case 'rolling':
      return rolling(operand.method, operand.window, series(of(operand.of)));
  }
}

function series(value: Value): Series {
  if (typeof value === 'number') throw new NotComputable('A number is no series');
  return value;
}

function chosen(
  wanted: readonly Reference[],
  { granularity, times, columns }: Table,
  references: readonly Reference[],
): Series {
  const isWanted = ({ name, method }: Reference) =>
    wanted.some((each) => each.name === name && each.method === method);
  const found = columns.filter((_, i) => {
    const reference = references[i];
    return reference !== undefined && isWanted(reference);
  });
  return { granularity, times, columns: found, aggregated: false };
}

const mapped = (value: Series, change: (each: number) => number): Series => ({
  ...value,
  columns: value.columns.map((column) => column.map(change)),
});

const columnOf = ({ columns }: Series, i: number): readonly number[] =>
  columns[columns.length === 1 ? 0 : i] ?? [];

function combined(
  left: Value,
  right: Value,
  compute: (left: number, right: number) => number,
): Value {
  if (typeof left === 'number')
    return typeof right === 'number'
      ? compute(left, right)
      : mapped(right, (each) => compute(left, each));
  if (typeof right === 'number') return mapped(left, (each) => compute(each, right));
  if (left.granularity !== right.granularity || left.times.join() !== right.times.join())
    throw new NotComputable("Can't compute timeseries with different granularity");
  const width = Math.max(left.columns.length, right.columns.length);
  const fits = (count: number) => count === width || count === 1;
  if (!fits(left.columns.length) || !fits(right.columns.length))
    throw new NotComputable(
      `Can't compute ${left.columns.length} series with ${right.columns.length}`,
    );
  return {
    ...left,
    aggregated: true,
    columns: Array.from({ length: width }, (_, i) => {
      const other = columnOf(right, i);
      return columnOf(left, i).map((each, row) => compute(each, other[row] ?? Number.NaN));
    }),
  };
}

const rateOfChange = (value: Series): Series => ({
  ...value,
  times: value.times.slice(1),
  columns: value.columns.map(changes),
});

function rateOfChangePerSecond(value: Series): Series {
  const seconds = changes(value.times).map((each) => each / 1_000_000);
  return {
    ...value,
    columns: value.columns.map((column) =>
      column.length === 0
        ? []
        : [Number.NaN, ...changes(column).map((each, i) => each / (seconds[i] ?? Number.NaN))],
    ),
  };
}

function aggregate(method: CrossMethod, value: Series): Series {
  const rows = value.times.map((_, row) =>
    value.columns.map((column) => column[row] ?? Number.NaN),
  );
  return {
    ...value,
    times: method.ofRate ? value.times.slice(1) : value.times,
    columns: [crossed(method, rows)],
    aggregated: true,
  };
}

/** Each series for itself in larger windows. */
function resample(method: CrossMethod, span: number, value: Series): Series {
  const { ofRate } = method;
  const times = ofRate ? value.times.slice(1) : value.times;
  const windows = new Map<number, number[]>();
  times.forEach((time, row) => {
    const start = windowStart(time, span);
    const rows = windows.get(start);
    if (rows) rows.push(row);
    else windows.set(start, [row]);
  });
  const plain = { plain: method.plain, ofRate: false };
  return {
    ...value,
    granularity: span,
    times: [...windows.keys()],
    columns: value.columns.map((column) => {
      const values = ofRate ? changes(column) : column;
      return crossed(
        plain,
        [...windows.values()].map((rows) => rows.map((row) => values[row] ?? Number.NaN)),
      );
    }),
  };
}

function rolling(method: CrossMethod, window: number, value: Series): Series {
  const { length } = value.times;
  if (window > length)
    throw new NotComputable(`Rolling window '${window}' is greater than serie length '${length}'`);
  const starts = Array.from({ length: length - window + 1 }, (_, i) => i);
  return {
    ...value,
    times: value.times.slice(method.ofRate ? window : window - 1),
    columns: value.columns.map((column) =>
      crossed(
        method,
        starts.map((start) => column.slice(start, start + window)),
      ),
    ),
  };
}
