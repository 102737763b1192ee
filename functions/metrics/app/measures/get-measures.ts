import type { Caller } from '../../../platform/core/caller.ts';
import { mayReadMetric, require } from '../../core/access.ts';
import { resampled } from '../../core/aggregation/aggregate.ts';
import { methodNamed } from '../../core/aggregation/method.ts';
import { between, type Point } from '../../core/aggregation/point.ts';
import { afterWindow, type Resampling, windowingOf } from '../../core/aggregation/resampling.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { Refusal } from '../../core/refusal.ts';
import { noSuchAggregation } from '../../core/measures/no-such-aggregation.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { openSeries } from './read-series.ts';

export type ReadingPorts = Pick<Ports, 'clock' | 'policies'> & MeasurePorts;

/** Which measures of a metric are asked for. Times in microseconds; `until` is excluded. */
export interface MeasuresQuery {
  readonly method: string;
  /** If it is missing, all that the policy has. */
  readonly granularity?: number | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Only with a granularity. */
  readonly resampling?: Resampling | undefined;
}

/** Windows of one granularity; the resampled ones are of the span that was asked for. */
export interface Measures {
  readonly granularity: number | string;
  readonly points: readonly Point[];
}

/** The aggregates of a metric that the caller may read, the coarsest granularity first. */
export async function getMeasures(
  ports: ReadingPorts,
  caller: Caller,
  { metric, resource }: FoundMetric,
  query: MeasuresQuery,
): Promise<readonly Measures[]> {
  require(mayReadMetric(caller, metric, resource));
  const policy = await ports.policies.get(metric.policyName);
  const { method, granularity, resampling } = query;
  if (!policy?.methods.includes(method))
    throw new Refusal('not-found', {
      cause: 'Aggregation method does not exist for this metric',
      detail: { metric: metric.id, aggregation_method: method },
    });
  const granularities = policy.definition.map((item) => item.granularity);
  if (granularity !== undefined && !granularities.includes(granularity))
    throw noSuchAggregation(metric.id, method, granularity);
  const wanted = granularity === undefined ? granularities : [granularity];
  const series = await openSeries(ports, [{ metricId: metric.id, keeping: policy }]);
  return Promise.all(
    wanted
      .toSorted((left, right) => right - left)
      .map(async (each) => {
        const read = (range: Pick<MeasuresQuery, 'from' | 'until'>) =>
          series.get(metric.id)?.windows({ method, granularity: each, ...range }) ??
          Promise.resolve([]);
        const { from, until } = query;
        if (!resampling) return { granularity: each, points: await read({ from, until }) };
        // A window at either end of the range is that of all its measures.
        const windowing = windowingOf(resampling);
        const begin = from === undefined ? undefined : windowing(from);
        const named = methodNamed(method);
        const all = await read({
          from: begin,
          until: until === undefined ? undefined : afterWindow(resampling, until),
        });
        return {
          granularity: resampling.span,
          points: named ? between(resampled(all, named, windowing), begin, until) : [],
        };
      }),
  );
}
