import { type Instant, instantOf, millisecondsOf } from '../../platform/core/instant.ts';

export type Period = 'minute' | 'hour';

const milliseconds: Readonly<Record<Period, number>> = { minute: 60_000, hour: 3_600_000 };

/** How many buckets an answer has at most: a day of minutes, or two months of hours. */
export const maximumBuckets = 1500;

/** The beginnings of the buckets of a range; undefined if there are too many. */
export function bucketsOf(
  period: Period,
  from: Instant,
  to: Instant,
): readonly Instant[] | undefined {
  const size = milliseconds[period];
  const first = Math.floor(millisecondsOf(from) / size);
  const last = Math.ceil(millisecondsOf(to) / size);
  if (last - first > maximumBuckets) return undefined;
  return Array.from({ length: Math.max(0, last - first) }, (_, at) =>
    instantOf((first + at) * size),
  );
}

/** The beginning of the bucket that an instant is in. */
export const bucketOf = (period: Period, at: Instant): Instant =>
  instantOf(Math.floor(millisecondsOf(at) / milliseconds[period]) * milliseconds[period]);

/** The smallest value that at least this share of the values does not exceed; null for no values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Names that an answer tells apart, the most frequent ones; the others are counted together. */
const toldApart = 50;
export const others = '(others)';

/** Counts by name, of at most 50 names and `(others)`. */
export function countNames(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, left], [, right]) => right - left);
  const rest = sorted.slice(toldApart).reduce((sum, [, count]) => sum + count, 0);
  return Object.fromEntries([
    ...sorted.slice(0, toldApart),
    ...(rest > 0 ? [[others, rest] as const] : []),
  ]);
}
