import type { AccountMetricName, MetricUpdate } from '../../../../contract/account-metrics.ts';
import type { Point } from '../../../core/aggregation/point.ts';

/** A measure of an EC2 instance. */
export interface InstanceSample {
  readonly account: string;
  readonly region: string;
  /** As EC2 gives it: `i-…`. */
  readonly instanceId: string;
  readonly metric: string;
  readonly unit: string;
  readonly point: Point;
}

interface Meter {
  readonly metric: string;
  readonly unit: string;
  readonly valueOf: (value: MetricUpdate['value']) => number;
}

const average = ({ sum, count }: MetricUpdate['value']): number => sum / count;
const total = ({ sum }: MetricUpdate['value']): number => sum;
const most = ({ max }: MetricUpdate['value']): number => max;

/**
 * The names that Ceilometer has for the same. Where Ceilometer counts from the start of an instance, CloudWatch
 * counts within a period, for which Ceilometer's names end in `.delta`. An update does not say how long the period is,
 * so there are no rates.
 */
const meters: Readonly<Record<AccountMetricName, Meter>> = {
  CPUUtilization: { metric: 'cpu_util', unit: '%', valueOf: average },
  NetworkIn: { metric: 'network.incoming.bytes.delta', unit: 'B', valueOf: total },
  NetworkOut: { metric: 'network.outgoing.bytes.delta', unit: 'B', valueOf: total },
  NetworkPacketsIn: { metric: 'network.incoming.packets.delta', unit: 'packet', valueOf: total },
  NetworkPacketsOut: { metric: 'network.outgoing.packets.delta', unit: 'packet', valueOf: total },
  EBSReadBytes: { metric: 'disk.read.bytes.delta', unit: 'B', valueOf: total },
  EBSWriteBytes: { metric: 'disk.write.bytes.delta', unit: 'B', valueOf: total },
  EBSReadOps: { metric: 'disk.read.requests.delta', unit: 'request', valueOf: total },
  EBSWriteOps: { metric: 'disk.write.requests.delta', unit: 'request', valueOf: total },
  StatusCheckFailed: { metric: 'status_check_failed', unit: 'check', valueOf: most },
};
const byName: ReadonlyMap<string, Meter> = new Map(Object.entries(meters));

const microsecondsPerMillisecond = 1000;

/**
 * The measure that an update of CloudWatch is; undefined for one that is of no instance: EC2 has the same metrics for
 * images, types and groups.
 */
export function sampleOf(update: MetricUpdate): InstanceSample | undefined {
  const { namespace, metric_name: name, dimensions, value, timestamp } = update;
  const meter = byName.get(name);
  const { InstanceId: instanceId, ...others } = dimensions;
  if (namespace !== 'AWS/EC2' || !meter || instanceId === undefined) return undefined;
  if (!/^i-[0-9a-f]{1,32}$/.test(instanceId) || Object.keys(others).length > 0) return undefined;
  const measured = meter.valueOf(value);
  if (value.count <= 0 || !Number.isFinite(measured)) return undefined;
  return {
    account: update.account_id,
    region: update.region,
    instanceId,
    metric: meter.metric,
    unit: meter.unit,
    point: { time: timestamp * microsecondsPerMillisecond, value: measured },
  };
}

/** As many measures as an agent of Ceilometer sends together. What comes together shares a row. */
const together = 50;

/**
 * Samples of one project in the requests that an agent would make of them: a metric of some instances each, always
 * in the same order, so that the same metrics come together again.
 */
export function requestsOf(
  samples: readonly InstanceSample[],
): readonly (readonly (readonly InstanceSample[])[])[] {
  const series = new Map<string, InstanceSample[]>();
  for (const sample of samples) {
    const key = `${sample.metric} ${sample.instanceId}`;
    series.set(key, [...(series.get(key) ?? []), sample]);
  }
  const byMetric = new Map<string, InstanceSample[][]>();
  for (const [, each] of [...series].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const metric = each[0]?.metric ?? '';
    byMetric.set(metric, [...(byMetric.get(metric) ?? []), each]);
  }
  return [...byMetric.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / together) }, (_, index) =>
      all.slice(index * together, (index + 1) * together),
    ),
  );
}
