import type { Json } from '../../platform/core/python-json.ts';
import type { Aggregation } from '../app/measures/aggregate.ts';
import { measureLimits } from '../core/measures/measure-limits.ts';
import { invalid } from '../core/refusal.ts';
import { measuresView } from './measures-view.ts';

/** Of all granularities, what came of putting series together. */
export const aggregatedView = ({ computed }: Aggregation): Json =>
  measuresView(
    computed.map(({ granularity, series }) => ({ granularity, points: series[0] ?? [] })),
  );

/** By metric and method, or by resource, name and method, unless series were put together. */
export function aggregationView(aggregation: Aggregation): Json {
  const { operated, computed } = aggregation;
  requireSize(aggregation);
  if (computed.some(({ aggregated }) => aggregated))
    return { aggregated: aggregatedView(aggregation) };
  const byOwner: Record<string, Record<string, Record<string, Json>>> = {};
  const byMetric: Record<string, Record<string, Json>> = {};
  operated.forEach(({ metric, resource, reference }, i) => {
    const measures = measuresView(
      computed.map(({ granularity, series }) => ({ granularity, points: series[i] ?? [] })),
    );
    const { name, method } = reference;
    if (name === metric.id || !resource) (byMetric[metric.id] ??= {})[method] = measures;
    else ((byOwner[resource.id] ??= {})[metric.name ?? name] ??= {})[method] = measures;
  });
  return Object.keys(byOwner).length > 0 ? byOwner : byMetric;
}

/** An answer to a POST cannot be redirected to an object, so it must fit into one of Lambda. */
function requireSize({ computed }: Aggregation): void {
  const windows = computed.reduce(
    (sum, { series }) => sum + series.reduce((more, { length }) => more + length, 0),
    0,
  );
  if (windows > measureLimits.answeredWindows)
    throw invalid(
      `The answer has more than ${measureLimits.answeredWindows} points; ask for less time or a coarser granularity`,
    );
}
