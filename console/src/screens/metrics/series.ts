import type { Bucket } from './buckets.ts';

export interface Point {
  readonly x: Date;
  readonly y: number;
}

export interface NamedSeries {
  readonly id: string;
  readonly points: readonly Point[];
  readonly total: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** More of them than can be told apart are added up. */
const mostSeries = 6;

type Counts = Readonly<Record<string, number>>;

/**
 * A series for each name, largest first, with a point for each bucket of the range: nothing happened where
 * there is none. Beyond six, the rest is added up as `other`.
 */
export function countSeries(
  buckets: readonly Bucket[],
  range: Range,
  countsOf: (bucket: Bucket) => Counts,
): readonly NamedSeries[] {
  const byTime = new Map(buckets.map((bucket) => [Date.parse(bucket.at), countsOf(bucket)]));
  const totals = new Map<string, number>();
  for (const counts of byTime.values())
    for (const [name, count] of Object.entries(counts))
      totals.set(name, (totals.get(name) ?? 0) + count);
  const names = [...totals]
    .filter(([, total]) => total > 0)
    .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([name]) => name);
  // The chart wants the very same instants in all series.
  const times = timesOf(range);
  const shown = names.length > mostSeries ? names.slice(0, mostSeries - 1) : names;
  const rest = names.slice(shown.length);
  const seriesOf = (id: string, parts: readonly string[]): NamedSeries => ({
    id,
    total: parts.reduce((sum, name) => sum + (totals.get(name) ?? 0), 0),
    points: times.map((x) => ({
      x,
      y: parts.reduce((sum, name) => sum + (byTime.get(x.getTime())?.[name] ?? 0), 0),
    })),
  });
  return [
    ...shown.map((name) => seriesOf(name, [name])),
    ...(rest.length > 0 ? [seriesOf('other', rest)] : []),
  ];
}

function timesOf({ from, to, step }: Range): readonly Date[] {
  const times: Date[] = [];
  for (let at = from; at < to; at += step) times.push(new Date(at));
  return times;
}

const percentiles: ReadonlySet<string> = new Set(['p50_ms', 'p95_ms']);

/** How often each function ran in a bucket, however it ended. */
export const runsOf = ({ executions }: Bucket): Counts =>
  Object.fromEntries(
    Object.entries(executions).map(([id, values]) => [
      id,
      Object.entries(values).reduce(
        (sum, [name, value]) =>
          typeof value === 'number' && !percentiles.has(name) ? sum + value : sum,
        0,
      ),
    ]),
  );

/** A percentile of a function's durations over time, where there were any. */
export const durationPoints = (
  buckets: readonly Bucket[],
  functionId: string,
  percentile: 'p50_ms' | 'p95_ms',
): readonly Point[] =>
  buckets.flatMap(({ at, executions }) => {
    const value = executions[functionId]?.[percentile];
    return typeof value === 'number' ? [{ x: new Date(at), y: value }] : [];
  });
