import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayChangeResource, require } from '../../core/access.ts';
import { creatorOf } from '../../core/creator.ts';
import { planMetrics } from '../../core/plan-metrics.ts';
import { contended, noSuchResource } from '../../core/refusal.ts';
import type { Resource } from '../../core/resource.ts';
import type { MetricAdditions } from '../../ports.ts';
import { policyChooser } from '../metrics/choose-policies.ts';
import type { ChangePorts } from '../resources/change-metrics.ts';

/** A metric of a resource that measures name, and what it is to be if it does not exist. */
export interface NewMetric {
  readonly name: string;
  readonly policyName?: string | undefined;
  readonly unit?: string | undefined;
}

/** A resource, and metrics that it is to have. */
export interface WantedMetrics {
  readonly resource: Resource;
  readonly metrics: readonly NewMetric[];
}

/**
 * Creates those of the metrics that the resources do not have, as metrics of the caller, all together. Answers the
 * resources as they are then, by id. Who may not change a resource may not add to it, where Gnocchi lets anybody.
 */
export async function createNamedMetrics(
  ports: ChangePorts,
  caller: Caller,
  wanted: readonly WantedMetrics[],
): Promise<ReadonlyMap<string, Resource>> {
  const now = new Map(wanted.map(({ resource }) => [resource.id, resource]));
  let left: readonly WantedMetrics[] = wanted.filter(isLacking);
  if (left.length === 0) return now;
  return whileStale(
    ports,
    () => contended('A resource of the request'),
    async () => {
      const additions = await planned(ports, caller, left);
      const outcomes = await ports.resources.addMetrics(additions);
      additions.forEach(({ next }, i) => {
        if (outcomes[i] === 'stored') now.set(next.id, next);
      });
      left = await asTheyAre(
        ports,
        left.filter((_, i) => outcomes[i] === 'stale'),
      );
      for (const { resource } of left) now.set(resource.id, resource);
      left = left.filter(isLacking);
      return left.length === 0 ? now : 'stale';
    },
  );
}

/** What each resource gets, by the policies and rules as they are. */
async function planned(
  ports: ChangePorts,
  caller: Caller,
  wanted: readonly WantedMetrics[],
): Promise<readonly MetricAdditions[]> {
  const choose = await policyChooser(ports);
  return wanted.map(({ resource: seen, metrics }) => {
    require(mayChangeResource(caller, seen));
    const wishes = new Map(
      metrics
        .filter(({ name }) => !seen.metrics.has(name))
        .map(({ name, policyName, unit }) => [name, { draft: choose({ name, policyName, unit }) }]),
    );
    const { names, created } = planMetrics({
      resource: seen,
      wishes,
      append: true,
      existing: new Map(),
      newId: () => ports.ids.random(),
      creator: creatorOf(caller),
    });
    return { seen, next: { ...seen, metrics: names, version: seen.version + 1 }, created };
  });
}

/** The resources after somebody else has changed them. */
async function asTheyAre(
  ports: ChangePorts,
  wanted: readonly WantedMetrics[],
): Promise<readonly WantedMetrics[]> {
  const found = await ports.resources.getMany(wanted.map(({ resource }) => resource.id));
  return wanted.map(({ resource: { id }, metrics }) => {
    const resource = found.get(id);
    if (!resource) throw noSuchResource(id);
    return { resource, metrics };
  });
}

const isLacking = ({ resource, metrics }: WantedMetrics): boolean =>
  metrics.some(({ name }) => !resource.metrics.has(name));
