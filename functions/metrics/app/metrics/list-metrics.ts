import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import { mayListMetric } from '../../core/access.ts';
import { creatorText } from '../../core/creator.ts';
import { type FoundMetric, isNamed } from '../../core/found-metric.ts';
import { metricLimits } from '../../core/limits.ts';
import type { Metric } from '../../core/metric.ts';
import { badMarker, badPage, firstItems, ordered, type Page } from '../../core/page.ts';
import { invalid } from '../../core/refusal.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from './find-metric.ts';

type Needs = Pick<Ports, 'metrics' | 'resources'>;

/** Attributes that a list of metrics is filtered and sorted by. */
const columns = {
  id: ({ id }: Metric) => id,
  name: ({ name }: Metric) => name,
  unit: ({ unit }: Metric) => unit,
  creator: ({ creator }: Metric) => creatorText(creator),
  archive_policy_name: ({ policyName }: Metric) => policyName,
  resource_id: ({ resourceId }: Metric) => resourceId,
} as const;
type Column = keyof typeof columns;
const isColumn = (key: string): key is Column => Object.hasOwn(columns, key);

export interface MetricList {
  /** Values that attributes must have. */
  readonly where: ReadonlyMap<Column, string>;
  readonly page: Page;
}

/** The metrics that the caller created, or whose resource belongs to the caller's project. */
export async function listMetrics(
  ports: Needs,
  caller: Caller,
  { where, page }: MetricList,
): Promise<readonly Metric[]> {
  const order = orderOfPage(page);
  const marker = await markedMetric(ports, page);
  const byId = (page.sorts[0]?.key ?? 'id') === 'id' && page.sorts[0]?.descending !== true;
  const found = firstItems(page.limit, order);
  let [seen, listed] = [0, 0];
  const scope = { projectId: isAdmin(caller) ? undefined : caller.projectId };
  for await (const metrics of ports.metrics.list(scope, byId ? marker?.id : undefined)) {
    for (const { metric, resource } of await existing(ports, metrics)) {
      if (!mayListMetric(caller, metric, resource) || !matches(metric, where)) continue;
      if (marker && order(metric, marker) <= 0) continue;
      found.add(metric);
      listed += 1;
    }
    // They come in order of the ids.
    if (byId && listed >= page.limit) break;
    seen += metrics.length;
    if (seen > metricLimits.metricsLookedAt)
      throw invalid(
        `There are more than ${metricLimits.metricsLookedAt} metrics to look at: list those of a resource, or page by id`,
      );
  }
  return found.items();
}

async function existing(
  { resources }: Pick<Ports, 'resources'>,
  metrics: readonly Metric[],
): Promise<readonly FoundMetric[]> {
  const byId = await resources.getMany(metrics.flatMap(({ resourceId }) => resourceId ?? []));
  return metrics
    .map((metric) => ({ metric, resource: byId.get(metric.resourceId ?? '') }))
    .filter(({ metric, resource }) => isNamed(metric, resource));
}

const matches = (metric: Metric, where: MetricList['where']): boolean =>
  [...where].every(([key, value]) => columns[key](metric) === value);

function orderOfPage({ sorts }: Page): (left: Metric, right: Metric) => number {
  const ascending = { descending: false, nullsFirst: false };
  const all = sorts.some(({ key }) => key === 'id')
    ? sorts
    : [...sorts, { key: 'id', ...ascending }];
  const orderings = all.map((sort) => {
    if (!isColumn(sort.key)) throw badPage(`Sort key supplied is invalid: ${sort.key}`);
    return { valueOf: columns[sort.key], sort };
  });
  return ordered(orderings, (left, right) => byCodePoint(String(left), String(right)));
}

async function markedMetric(ports: Needs, { marker }: Page): Promise<Metric | undefined> {
  if (marker === undefined) return undefined;
  const found = (await findMetrics(ports, [marker])).get(marker);
  if (!found) throw badMarker(marker);
  return found.metric;
}

/** The metrics of a resource, by name. */
export async function metricsOfResource(
  ports: Needs,
  names: ReadonlyMap<string, string>,
): Promise<readonly Metric[]> {
  const stored = await ports.metrics.getMany([...names.values()]);
  return [...names]
    .toSorted(([left], [right]) => byCodePoint(left, right))
    .flatMap(([, id]) => stored.get(id) ?? []);
}
