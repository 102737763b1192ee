import type { ArchivePolicy } from '../../core/archive-policy.ts';
import { microsecondsPerSecond, type Point } from '../../core/aggregation/point.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { evaluate, NotComputable } from '../../core/operations/evaluate.ts';
import type { Operation, Reference } from '../../core/operations/operation.ts';
import { overlapping } from '../../core/operations/overlap.ts';
import { type Fill, tableOf } from '../../core/operations/table.ts';
import { invalid, Refusal } from '../../core/refusal.ts';
import type { ReadingPorts } from './get-measures.ts';
import { openSeries, type SeriesReader } from './read-series.ts';

/** A metric that an operation is about, as one of its references names it. */
export interface Operated extends FoundMetric {
  readonly reference: Reference;
}

export interface Computation {
  readonly operation: Operation;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** If it is missing, all that the metrics have in common. */
  readonly granularity?: number | undefined;
  readonly neededOverlap: number;
  /** If it is missing, times at which a series has no value are looked at by `neededOverlap`. */
  readonly fill?: Fill | undefined;
}

/** What operations make of metrics, for one granularity of the metrics. */
export interface Computed {
  readonly granularity: number;
  /** Whether series were put together. If not, there is one for each of the metrics. */
  readonly aggregated: boolean;
  readonly series: readonly (readonly Point[])[];
}

/** As `gnocchi/rest/aggregates/processor.py`. The coarsest granularity comes first. */
export async function compute(
  ports: ReadingPorts,
  operated: readonly Operated[],
  computation: Computation,
): Promise<readonly Computed[]> {
  if (operated.length > measureLimits.aggregated)
    throw invalid(`More than ${measureLimits.aggregated} metrics; narrow the search`);
  const policies = await policiesOf(ports, operated);
  const granularities = granularitiesOf(operated, policies, computation.granularity);
  const readers = await openSeries(
    ports,
    [...new Map(operated.map(({ metric }) => [metric.id, metric])).values()].flatMap((metric) => {
      const keeping = policies.get(metric.policyName);
      return keeping ? [{ metricId: metric.id, keeping }] : [];
    }),
  );
  const computed: Computed[] = [];
  for (const granularity of granularities.toSorted((left, right) => right - left)) {
    // oxlint-disable-next-line no-await-in-loop -- one granularity in memory at a time
    const series = await windowsOf(operated, readers, { ...computation, granularity });
    computed.push(evaluated(series, operated, { ...computation, granularity }));
  }
  return computed;
}

async function policiesOf(
  { policies }: ReadingPorts,
  operated: readonly Operated[],
): Promise<ReadonlyMap<string, ArchivePolicy>> {
  const names = [...new Set(operated.map(({ metric }) => metric.policyName))];
  const found = await Promise.all(names.map((name) => policies.get(name)));
  return new Map(found.flatMap((policy) => (policy ? [[policy.name, policy]] : [])));
}

/** Those asked for, or those in common. Refuses metrics that do not keep what is asked for. */
function granularitiesOf(
  operated: readonly Operated[],
  policies: ReadonlyMap<string, ArchivePolicy>,
  wanted: number | undefined,
): readonly number[] {
  const kept = operated.map((each) => ({ ...each, policy: policies.get(each.metric.policyName) }));
  const has = (granularity: number, { policy }: (typeof kept)[number]): boolean =>
    policy?.definition.some((item) => item.granularity === granularity) ?? false;
  const [first] = kept;
  const candidates =
    wanted === undefined
      ? (first?.policy?.definition ?? []).map((item) => item.granularity)
      : [wanted];
  const common = candidates.filter((each) => kept.every((metric) => has(each, metric)));
  if (wanted === undefined && common.length === 0)
    throw notAggregable(
      'No granularity match',
      kept.map(({ reference }) => [reference.name, reference.method]),
    );
  for (const { metric, reference, policy } of kept)
    if (!policy?.methods.includes(reference.method))
      throw new Refusal('not-found', {
        cause: 'Metrics with unknown aggregation',
        detail: [[metric.id, reference.method]],
      });
  if (common.length > 0) return common;
  throw notAggregable(
    'Granularities are missing',
    kept
      .filter((each) => !has(candidates[0] ?? 0, each))
      .map(({ reference }) => [
        reference.name,
        reference.method,
        (candidates[0] ?? 0) / microsecondsPerSecond,
      ]),
  );
}

const notAggregable = (reason: string, detail: readonly (readonly (string | number)[])[]) =>
  invalid({ cause: 'Metrics cannot be aggregated', reason, detail });

type AtGranularity = Computation & { readonly granularity: number };

async function windowsOf(
  operated: readonly Operated[],
  readers: ReadonlyMap<string, SeriesReader>,
  { from, until, granularity }: AtGranularity,
): Promise<readonly (readonly Point[])[]> {
  const series = await Promise.all(
    operated.map(
      ({ metric, reference: { method } }) =>
        readers.get(metric.id)?.windows({ method, granularity, from, until }) ?? [],
    ),
  );
  const windows = series.reduce((sum, { length }) => sum + length, 0);
  if (windows > measureLimits.aggregatedWindows)
    throw invalid(
      `More than ${measureLimits.aggregatedWindows} points to aggregate; ask for less time or a coarser granularity`,
    );
  return series;
}

function evaluated(
  series: readonly (readonly Point[])[],
  operated: readonly Operated[],
  { operation, granularity, fill, neededOverlap, from, until }: AtGranularity,
): Computed {
  const references = operated.map(({ reference }) => reference);
  try {
    const filled = tableOf(series, granularity, fill);
    const bounds = { neededOverlap, hasStart: from !== undefined, hasStop: until !== undefined };
    const table = fill === undefined ? overlapping(filled, bounds) : filled;
    const result = evaluate(operation, table, references);
    // As in Gnocchi, the first series stands for all, once series were put together.
    const columns = result.aggregated ? result.columns.slice(0, 1) : result.columns;
    return {
      granularity: result.granularity,
      aggregated: result.aggregated,
      series: columns.map((column) => pointsOf(result.times, column, fill)),
    };
  } catch (error) {
    if (!(error instanceof NotComputable)) throw error;
    throw notAggregable(
      error.message,
      references.map(({ name, method }) => [name, method]),
    );
  }
}

const dropping: readonly (Fill | undefined)[] = [
  'dropna',
  'ffill',
  'bfill',
  'full_ffill',
  'full_bfill',
];

/** Without the times that have no value, unless the request asks for them. */
const pointsOf = (
  times: readonly number[],
  column: readonly number[],
  fill: Fill | undefined,
): readonly Point[] =>
  times.flatMap((time, row) => {
    const value = column[row] ?? Number.NaN;
    return dropping.includes(fill) && !Number.isFinite(value) ? [] : [{ time, value }];
  });
