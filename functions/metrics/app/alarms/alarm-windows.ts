import type { Caller } from '../../../platform/core/caller.ts';
import type { AlarmWindows, Answer, WindowSpan } from '../../alarm-ports.ts';
import { mayReadResource, mayListMetric } from '../../core/access.ts';
import { methodNamed } from '../../core/aggregation/method.ts';
import { microsecondsPerSecond, type Point } from '../../core/aggregation/point.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { crossMethod } from '../../core/operations/operation.ts';
import { changes, crossed } from '../../core/operations/cross.ts';
import { tableOf } from '../../core/operations/table.ts';
import { Refusal } from '../../core/refusal.ts';
import { readResourceId, type UuidOfName, uuidOf } from '../../core/resource-id.ts';
import type { Search } from '../../core/search/search.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { type Measured, readMeasured, seriesReader } from '../measures/read-series.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { findAll } from '../resources/list-resources.ts';

export type WindowPorts = Pick<
  Ports,
  'clock' | 'metrics' | 'policies' | 'resources' | 'resourceTypes'
> &
  MeasurePorts & {
    readonly uuid5: UuidOfName;
    /** Reads a query of resources; names in it are those of a project's creator. Refuses what is none. */
    readonly readQuery: (query: string, projectId: string) => Search | undefined;
  };

/** What a project may read, whoever in it created the alarm. */
const readerOf = (projectId: string): Caller => ({ userId: '', projectId, roles: ['reader'] });

export const alarmWindows = (ports: WindowPorts): AlarmWindows => ({
  async ofResource(projectId, { resourceId, userId, name, method, span }) {
    const reader = readerOf(projectId);
    const found = readResourceId(resourceId, { userId, projectId }, ports.uuid5);
    const resource = 'id' in found ? await ports.resources.get(found.id) : undefined;
    if (!resource || !mayReadResource(reader, resource)) return { kind: 'resource-missing' };
    const metricId = resource.metrics.get(name);
    if (metricId === undefined) return { kind: 'metric-missing' };
    // Both at once, because whoever asks is on the way from a measure to an alarm's action.
    const measured = readMeasured(ports, [metricId]);
    const reading = async (): Promise<Answer> => {
      const metric = await ports.metrics.get(metricId);
      if (!metric) return { kind: 'metric-missing' };
      const series = await seriesOf(ports, [{ metric, resource }], { method, span, measured });
      return series ? windowsIn(series[0] ?? [], span) : missing;
    };
    const [answer] = await Promise.all([reading(), measured]);
    return answer;
  },

  async ofMetrics(projectId, { metricIds, method, span }) {
    const reader = readerOf(projectId);
    const ids = metricIds.map((id) => uuidOf(id) ?? id);
    const found = await findMetrics(ports, ids);
    const readable = ids.flatMap((id) => {
      const each = found.get(id);
      return each && mayListMetric(reader, each.metric, each.resource) ? [each] : [];
    });
    if (readable.length < ids.length) return { kind: 'metric-missing' };
    return across(ports, readable, { method, stored: method, span });
  },

  async ofResources(projectId, { resourceType, query, name, method, span }) {
    try {
      const resources = await findAll(ports, readerOf(projectId), {
        type: resourceType,
        search: ports.readQuery(query, projectId),
        rule: 'list',
        most: measureLimits.aggregated,
      });
      const named = resources.flatMap((resource) => {
        const id = resource.metrics.get(name);
        return id === undefined ? [] : [{ id, resource }];
      });
      if (named.length === 0) return { kind: 'metric-missing' };
      const stored = await ports.metrics.getMany(named.map(({ id }) => id));
      const metrics = named.flatMap(({ id, resource }) => {
        const metric = stored.get(id);
        return metric ? [{ metric, resource }] : [];
      });
      // Aodh asks for the differences of the aggregate, not for the aggregate of the differences.
      const plain = method.startsWith('rate:') ? method.slice('rate:'.length) : method;
      return await across(ports, metrics, { method, stored: plain, span });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { kind: 'invalid', reason: error.message };
    }
  },
});

const missing: Answer = { kind: 'aggregation-missing' };

interface Wanted {
  readonly method: string;
  readonly span: WindowSpan;
  /** What is being read already. */
  readonly measured?: Promise<ReadonlyMap<string, Measured>>;
}

/** The stored windows of each metric; undefined if one of them does not keep them. */
async function seriesOf(
  ports: WindowPorts,
  metrics: readonly FoundMetric[],
  { method, span, measured }: Wanted,
): Promise<readonly (readonly Point[])[] | undefined> {
  const names = [...new Set(metrics.map(({ metric }) => metric.policyName))];
  const policies = new Map(
    await Promise.all(names.map(async (name) => [name, await ports.policies.get(name)] as const)),
  );
  const granularity = Math.round(span.granularitySeconds * microsecondsPerSecond);
  const kept = metrics.flatMap(({ metric }) => {
    const keeping = policies.get(metric.policyName);
    const has = keeping?.definition.some((item) => item.granularity === granularity);
    return keeping && has && keeping.methods.includes(method)
      ? [{ metricId: metric.id, keeping }]
      : [];
  });
  if (kept.length < metrics.length) return undefined;
  const ids = kept.map(({ metricId }) => metricId);
  const found = await (measured ?? readMeasured(ports, ids));
  const from = span.first * microsecondsPerSecond;
  const until = span.last * microsecondsPerSecond + granularity;
  return Promise.all(
    kept.map(({ metricId, keeping }) =>
      seriesReader(ports, found.get(metricId), keeping).windows({
        method,
        granularity,
        from,
        until,
      }),
    ),
  );
}

/** Windows of several metrics put together by a method, those without a value left out. */
async function across(
  ports: WindowPorts,
  found: readonly FoundMetric[],
  { method, stored, span }: Wanted & { readonly stored: string },
): Promise<Answer> {
  const series = await seriesOf(ports, found, { method: stored, span });
  if (!series) return missing;
  const granularity = span.granularitySeconds * microsecondsPerSecond;
  const { times, columns } = tableOf(series, granularity, undefined);
  const rows = times.map((_, row) => columns.map((column) => column[row] ?? Number.NaN));
  const values = acrossRows(stored, rows);
  if (!values) return missing;
  if (method === stored) return windowsIn(pointsOf(times, values), span);
  // The first window has nothing to differ from.
  return windowsIn(pointsOf(times.slice(1), changes(values)), span);
}

const pointsOf = (times: readonly number[], values: readonly number[]): readonly Point[] =>
  times.map((time, row) => ({ time, value: values[row] ?? Number.NaN }));

/**
 * By the methods that Gnocchi has across series, and by those that it has for windows only, which Aodh accepts and
 * can never evaluate.
 */
function acrossRows(
  method: string,
  rows: readonly (readonly number[])[],
): readonly number[] | undefined {
  const plain = method.startsWith('rate:') ? method.slice('rate:'.length) : method;
  const cross = crossMethod(plain);
  if (cross) return crossed(cross, rows);
  const named = methodNamed(plain);
  return (
    named &&
    rows.map((row) => named.reduce(row.filter((value) => !Number.isNaN(value))) ?? Number.NaN)
  );
}

const windowsIn = (points: readonly Point[], { first, last }: WindowSpan): Answer => ({
  kind: 'windows',
  windows: points
    .map(({ time, value }) => ({ at: time / microsecondsPerSecond, value }))
    .filter(({ at }) => at >= first && at <= last),
});
