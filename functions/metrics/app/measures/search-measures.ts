import type { Caller } from '../../../platform/core/caller.ts';
import { mayListMetric, require } from '../../core/access.ts';
import { microsecondsPerSecond } from '../../core/aggregation/point.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { invalid } from '../../core/refusal.ts';
import { findsValue, type ValueSearch } from '../../core/search/value-search.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { getMeasures, type Measures, type ReadingPorts } from './get-measures.ts';

/** Which measures of which metrics are searched. */
export interface MeasuresSearch {
  readonly metricIds: readonly string[];
  readonly method: string;
  /** If they are missing, all that the policy of each metric has. */
  readonly granularities: readonly number[] | undefined;
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly search: ValueSearch;
}

/** The measures whose values a search finds, by metric. Metrics that do not exist are left out, as in Gnocchi. */
export async function searchMeasures(
  ports: ReadingPorts & Pick<Ports, 'metrics' | 'resources'>,
  caller: Caller,
  { metricIds, method, granularities, from, until, search }: MeasuresSearch,
): Promise<ReadonlyMap<string, readonly Measures[]>> {
  const metrics = [...(await findMetrics(ports, [...new Set(metricIds)])).values()];
  for (const { metric, resource } of metrics) require(mayListMetric(caller, metric, resource));
  const answers = new Map<string, readonly Measures[]>();
  let windows = 0;
  for (const found of metrics) {
    const { metric } = found;
    // oxlint-disable-next-line no-await-in-loop -- one metric in memory at a time
    const policy = await ports.policies.get(metric.policyName);
    const kept = (policy?.definition ?? []).map(({ granularity }) => granularity);
    const wanted = (granularities ?? kept).toSorted((left, right) => right - left);
    const missing = policy?.methods.includes(method)
      ? wanted.find((granularity) => !kept.includes(granularity))
      : (wanted[0] ?? 0);
    if (missing !== undefined) throw aggregationMissing(method, missing);
    const measures: Measures[] = [];
    for (const granularity of wanted) {
      // oxlint-disable-next-line no-await-in-loop -- as above
      const read = await getMeasures(ports, caller, found, { method, granularity, from, until });
      const points = read
        .flatMap((each) => each.points)
        .filter(({ value }) => findsValue(search, value));
      windows += points.length;
      if (windows > measureLimits.answeredWindows)
        throw invalid(
          `More than ${measureLimits.answeredWindows} points are found; ask for less time or a coarser granularity`,
        );
      measures.push({ granularity, points });
    }
    answers.set(metric.id, measures);
  }
  return answers;
}

/** As `gnocchi.storage.AggregationDoesNotExist`, which a search answers with 400. */
const aggregationMissing = (method: string, granularity: number) =>
  invalid({
    cause: 'Aggregation does not exist',
    detail: { granularity: granularity / microsecondsPerSecond, aggregation_method: method },
  });
