import type { CrossMethod, PlainMethod } from './operation.ts';

/** One value from several, without those that are missing (numpy's `nanmean` and its like). */
export function cross(method: PlainMethod, values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  if (method === 'count') return present.length;
  if (method === 'sum') return sum(present);
  if (present.length === 0) return Number.NaN;
  switch (method) {
    case 'mean':
      return mean(present);
    case 'median':
      return median(present);
    case 'min':
      return present.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    case 'max':
      return present.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
    case 'var':
      return variance(present);
    case 'std':
      return Math.sqrt(variance(present));
  }
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
/** Of the population, unlike that of the stored aggregates. */
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

function median(values: readonly number[]): number {
  const ordered = values.toSorted((left, right) => left - right);
  const middle = ordered.length >> 1;
  const high = ordered[middle] ?? Number.NaN;
  return ordered.length % 2 === 1 ? high : ((ordered[middle - 1] ?? Number.NaN) + high) / 2;
}

/** The difference of each value to the one before it; one value less. */
export const changes = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, i) => value - (values[i] ?? Number.NaN));

/** One series from several: row by row, and of a rate the differences between the rows. */
export function crossed(
  { plain, ofRate }: CrossMethod,
  rows: readonly (readonly number[])[],
): readonly number[] {
  const values = rows.map((row) => cross(plain, row));
  return ofRate ? changes(values) : values;
}
