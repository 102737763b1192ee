import { utf8Length } from '../../platform/core/utf8-length.ts';
import type { Creator } from './creator.ts';
import type { FoundMetric } from './found-metric.ts';
import { metricLimits } from './limits.ts';
import type { Metric } from './metric.ts';
import type { MetricDraft } from './metric-draft.ts';
import { invalid, namedMetricExists } from './refusal.ts';
import type { Resource } from './resource.ts';

/** What a resource's metrics are to be, by name: existing ones by id, and new ones. */
export type MetricPlanEntry = { readonly id: string } | { readonly draft: MetricDraft };

export interface MetricPlan {
  /** The ids by name, as the resource is to have them. */
  readonly names: ReadonlyMap<string, string>;
  readonly created: readonly Metric[];
  readonly attached: readonly {
    readonly seen: Metric;
    readonly next: Metric;
    readonly from?: Resource | undefined;
  }[];
  /** The ids of those that leave the resource. */
  readonly detached: readonly string[];
}

export interface PlanInput {
  readonly resource: Resource;
  readonly wishes: ReadonlyMap<string, MetricPlanEntry>;
  /** Whether the metrics that the resource has stay. */
  readonly append: boolean;
  /** The existing metrics that are named, by id. */
  readonly existing: ReadonlyMap<string, FoundMetric>;
  readonly newId: () => string;
  /** Of new metrics; if it is missing, that of the resource. */
  readonly creator?: Creator | undefined;
}

/** Plans how a resource's metrics change. */
export function planMetrics({
  resource,
  wishes,
  append,
  existing,
  newId,
  creator = resource.creator,
}: PlanInput): MetricPlan {
  const names = new Map(append ? resource.metrics : []);
  const created: Metric[] = [];
  const attached: MetricPlan['attached'][number][] = [];
  for (const [name, wish] of wishes) {
    if (append && names.has(name)) throw namedMetricExists(name);
    if ('draft' in wish) {
      const metric = {
        ...wish.draft,
        id: newId(),
        name,
        creator,
        resourceId: resource.id,
      };
      created.push(metric);
      names.set(name, metric.id);
    } else {
      const move = moved(wish.id, name, { resource, existing });
      if (move) attached.push(move);
      names.set(name, wish.id);
    }
  }
  const kept = [...names.values()];
  if (new Set(kept).size < kept.length)
    throw invalid('A metric can have one name in a resource, not several');
  const keptIds = new Set(kept);
  const detached = [...resource.metrics.values()].filter((id) => !keptIds.has(id));
  requireSize(names);
  if (attached.length + detached.length > metricLimits.movedMetrics)
    throw invalid(
      `At most ${metricLimits.movedMetrics} metrics can be attached and detached by one request`,
    );
  return { names, created, attached, detached };
}

/** How an existing metric comes to the resource; undefined if it is there already. As Gnocchi, only a metric of the resource's creator. */
function moved(
  id: string,
  name: string,
  { resource, existing }: Pick<PlanInput, 'resource' | 'existing'>,
): MetricPlan['attached'][number] | undefined {
  const found = existing.get(id);
  const { userId, projectId } = resource.creator;
  const seen = found?.metric;
  if (!seen || seen.creator.userId !== userId || seen.creator.projectId !== projectId)
    throw invalid(`Metric ${id} does not exist`);
  if (seen.resourceId === resource.id && seen.name === name) return undefined;
  const from = found.resource?.id === resource.id ? undefined : found.resource;
  return { seen, next: { ...seen, name, resourceId: resource.id }, from };
}

function requireSize(names: ReadonlyMap<string, string>): void {
  const { metricsPerResource, metricNameBytes } = metricLimits;
  const bytes = [...names.keys()].reduce((sum, name) => sum + utf8Length(name), 0);
  if (names.size > metricsPerResource || bytes > metricNameBytes)
    throw invalid(
      `A resource has at most ${metricsPerResource} metrics, with names of ${metricNameBytes} bytes together`,
    );
}
