import { defaultPolicies, defaultRules } from '../../../functions/metrics/core/default-policies.ts';
import type { ArchivePolicy } from '../../../functions/metrics/core/archive-policy.ts';
import type { Metric } from '../../../functions/metrics/core/metric.ts';
import type { Resource } from '../../../functions/metrics/core/resource.ts';
import type { Ports } from '../../../functions/metrics/ports.ts';

type Index = Pick<Ports, 'metrics' | 'policies' | 'resources'>;

const notHere = (): never => {
  throw new Error('the index of these tests does not do this');
};

/** As much of the index as measures need, in memory. */
export function memoryIndex() {
  const policies = new Map(defaultPolicies.map((policy) => [policy.name, policy]));
  const metrics = new Map<string, Metric>();
  const resources = new Map<string, Resource>();
  const index: Index = {
    policies: {
      get: async (name) => policies.get(name),
      list: async () => [...policies.values()],
      listRules: async () => defaultRules,
      create: notHere,
      replace: notHere,
      remove: notHere,
      getRule: notHere,
      createRule: notHere,
      renameRule: notHere,
      removeRule: notHere,
    },
    metrics: {
      get: async (id) => metrics.get(id),
      getMany: async (ids) =>
        new Map(ids.flatMap((id) => (metrics.has(id) ? [[id, metrics.get(id)!]] : []))),
      list: notHere,
      create: notHere,
      remove: notHere,
    },
    resources: {
      get: async (id) => resources.get(id),
      getMany: async (ids) =>
        new Map(ids.flatMap((id) => (resources.has(id) ? [[id, resources.get(id)!]] : []))),
      async *list({ projectId, type }) {
        yield [...resources.values()].filter(
          (resource) =>
            (type === undefined || type === resource.type) &&
            (projectId === undefined ||
              resource.projectId === projectId ||
              resource.creator.projectId === projectId),
        );
      },
      revisions: notHere,
      create: notHere,
      async replace({ seen, next, metrics: { created } }) {
        if (resources.get(seen.id)?.version !== seen.version) return 'stale';
        resources.set(next.id, next);
        for (const metric of created) metrics.set(metric.id, metric);
        return 'stored';
      },
      addMetrics: (additions) =>
        Promise.all(
          additions.map(({ created, ...change }) =>
            index.resources.replace({
              ...change,
              revised: false,
              metrics: { created, attached: [], detached: [], removed: [] },
            }),
          ),
        ),
      remove: notHere,
    },
  };
  return {
    index,
    addPolicy: (policy: ArchivePolicy) => void policies.set(policy.name, policy),
    addMetric: (metric: Metric) => void metrics.set(metric.id, metric),
    addResource: (resource: Resource) => void resources.set(resource.id, resource),
    removeMetric: (id: string) => void metrics.delete(id),
    removeResource: (id: string) => void resources.delete(id),
  };
}
