import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayChangeResource, require } from '../../core/access.ts';
import type { MetricWish } from '../../core/metric-draft.ts';
import { type MetricPlan, planMetrics } from '../../core/plan-metrics.ts';
import type { Creator } from '../../core/creator.ts';
import type { Metric } from '../../core/metric.ts';
import { contended, noSuchResource } from '../../core/refusal.ts';
import type { Resource } from '../../core/resource.ts';
import type { MetricChanges, Ports } from '../../ports.ts';
import { choosePolicies } from '../metrics/choose-policies.ts';
import { findMetrics } from '../metrics/find-metric.ts';

export type ChangePorts = Pick<
  Ports,
  'clock' | 'ids' | 'metrics' | 'policies' | 'resources' | 'resourceTypes' | 'sleep'
>;

/** How the metrics of a resource are to change, with the metrics that it concerns. */
export interface PlannedMetrics {
  readonly plan: MetricPlan;
  readonly changes: MetricChanges;
}

interface Planned {
  readonly wishes: ReadonlyMap<string, MetricWish>;
  /** Whether the metrics that the resource has stay. */
  readonly append: boolean;
  readonly creator?: Creator | undefined;
}

export async function planChange(
  ports: ChangePorts,
  resource: Resource,
  { wishes, append, creator }: Planned,
): Promise<PlannedMetrics> {
  const entries = await choosePolicies(ports, wishes);
  const named = [...entries.values()].flatMap((entry) => ('id' in entry ? [entry.id] : []));
  const plan = planMetrics({
    resource,
    wishes: entries,
    append,
    existing: await findMetrics(ports, named),
    newId: () => ports.ids.random(),
    creator,
  });
  const leaving = plan.detached.length > 0 ? await ports.metrics.getMany(plan.detached) : undefined;
  const detached = leaving ? [...leaving.values()] : [];
  return { plan, changes: { ...plan, detached, removed: [] } };
}

export interface MetricAddition {
  readonly resourceId: string;
  readonly wishes: ReadonlyMap<string, MetricWish>;
  /** Of new metrics; if it is missing, that of the resource. */
  readonly creator?: Creator;
}

/** A resource with the metrics that it got. */
export interface WithMetrics {
  readonly resource: Resource;
  readonly added: readonly Metric[];
}

/** Adds metrics to a resource, which is the same revision afterwards. */
export async function addMetrics(
  ports: ChangePorts,
  caller: Caller,
  { resourceId, wishes, creator }: MetricAddition,
): Promise<WithMetrics> {
  return whileStale(
    ports,
    () => contended(`Resource ${resourceId}`),
    async () => {
      const seen = await ports.resources.get(resourceId);
      if (!seen) throw noSuchResource(resourceId);
      require(mayChangeResource(caller, seen));
      if (wishes.size === 0) return { resource: seen, added: [] };
      const { plan, changes } = await planChange(ports, seen, {
        wishes,
        append: true,
        creator,
      });
      const next = { ...seen, metrics: plan.names, version: seen.version + 1 };
      const outcome = await ports.resources.replace({
        seen,
        next,
        revised: false,
        metrics: changes,
      });
      const added = [...plan.created, ...plan.attached.map((each) => each.next)];
      return outcome === 'stored' ? { resource: next, added } : 'stale';
    },
  );
}
