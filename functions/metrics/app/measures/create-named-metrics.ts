import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { mayChangeResource, require } from '../../core/access.ts';
import { creatorOf } from '../../core/creator.ts';
import { metricLimits } from '../../core/limits.ts';
import type { Metric } from '../../core/metric.ts';
import { contended, invalid, noSuchResource } from '../../core/refusal.ts';
import type { Resource } from '../../core/resource.ts';
import type { Ports } from '../../ports.ts';
import { policyByRule } from '../policies/rules.ts';

type Needs = Pick<Ports, 'ids' | 'sleep' | 'policies' | 'resources'>;

/** A metric of a resource that measures name, and what it is to be if it does not exist. */
export interface NewMetric {
  readonly name: string;
  readonly policyName?: string | undefined;
  readonly unit?: string | undefined;
}

/**
 * Creates those of the metrics that the resource does not have. It is no revision of the resource. Who may not
 * change the resource may not add to it, where Gnocchi lets anybody.
 */
export async function createNamedMetrics(
  ports: Needs,
  caller: Caller,
  { resource, metrics }: { readonly resource: Resource; readonly metrics: readonly NewMetric[] },
): Promise<Resource> {
  require(mayChangeResource(caller, resource));
  const policies = new Map(
    await Promise.all(
      metrics.map(async (metric) => [metric.name, await policyOf(ports, metric)] as const),
    ),
  );
  let seen: Resource | undefined = resource;
  return whileStale(
    ports,
    () => contended(`Resource ${resource.id}`),
    async () => {
      seen ??= await ports.resources.get(resource.id);
      const present = seen;
      if (!present) throw noSuchResource(resource.id);
      const missing = metrics.filter(({ name }) => !present.metrics.has(name));
      if (missing.length === 0) return present;
      const created = missing.map(
        ({ name, unit }): Metric => ({
          id: ports.ids.random(),
          name,
          unit: unit ?? null,
          policyName: policies.get(name) ?? '',
          creator: creatorOf(caller),
          resourceId: resource.id,
        }),
      );
      const names = new Map([
        ...present.metrics,
        ...created.map(({ id, name }) => [name ?? '', id] as const),
      ]);
      if (names.size > metricLimits.metricsPerResource)
        throw invalid(`A resource has at most ${metricLimits.metricsPerResource} metrics`);
      const next = { ...present, metrics: names, version: present.version + 1 };
      const outcome = await ports.resources.replace({
        seen: present,
        next,
        revised: false,
        metrics: { created, attached: [], detached: [], removed: [] },
      });
      if (outcome === 'stored') return next;
      seen = undefined;
      return 'stale';
    },
  );
}

async function policyOf(ports: Needs, { name, policyName }: NewMetric): Promise<string> {
  if (name.includes('/')) throw invalid("'/' is not supported in metric name");
  if ([...name].length > metricLimits.nameCharacters)
    throw invalid(`The name of a metric has at most ${metricLimits.nameCharacters} characters`);
  if (policyName === undefined) return policyByRule(ports, name);
  if (!(await ports.policies.get(policyName)))
    throw invalid(`Archive policy ${policyName} does not exist`);
  return policyName;
}
