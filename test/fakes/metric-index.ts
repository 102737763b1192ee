import type {
  ArchivePolicy,
  ArchivePolicyRule,
} from '../../functions/metrics/core/archive-policy.ts';
import { defaultPolicies, defaultRules } from '../../functions/metrics/core/default-policies.ts';
import type { Metric } from '../../functions/metrics/core/metric.ts';
import { genericType, type ResourceType } from '../../functions/metrics/core/resource-type.ts';
import type { Resource, Revision } from '../../functions/metrics/core/resource.ts';
import type { MetricChanges, Ports } from '../../functions/metrics/ports.ts';
import { byText } from './by-text.ts';
import { aKey, aRow } from './dynamo-limits.ts';

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

export type IndexPorts = Pick<
  Ports,
  'policies' | 'resourceTypes' | 'resources' | 'metrics' | 'leftovers'
>;

/** The index of metrics in memory. Deleted metrics are gone at once, so nothing is left over. */
export function memoryIndex(): IndexPorts {
  const policies = new Map<string, ArchivePolicy>(defaultPolicies.map((each) => [each.name, each]));
  const rules = new Map<string, ArchivePolicyRule>(defaultRules.map((each) => [each.name, each]));
  const types = new Map<string, ResourceType>([['generic', genericType]]);
  const resources = new Map<string, Resource>();
  const history = new Map<string, readonly Revision[]>();
  const metrics = new Map<string, Metric>();

  const isStill = (seen: Resource) => {
    const now = resources.get(seen.id);
    return now?.version === seen.version && now.incarnation === seen.incarnation;
  };
  const canChange = ({ created, attached }: Pick<MetricChanges, 'created' | 'attached'>) =>
    created.every(({ policyName }) => policies.has(policyName)) &&
    attached.every(
      ({ seen, from }) => same(metrics.get(seen.id), seen) && (!from || isStill(from)),
    );
  const put = (resource: Resource) => {
    aKey(`${resource.type}#${resource.id}`);
    aRow({ ...resource, metrics: [...resource.metrics] });
    resources.set(resource.id, resource);
  };
  const change = ({ created, attached }: Pick<MetricChanges, 'created' | 'attached'>) => {
    for (const metric of created) metrics.set(metric.id, metric);
    for (const { seen, next, from } of attached) {
      metrics.set(next.id, next);
      const left = from && resources.get(from.id);
      if (left)
        put({
          ...left,
          metrics: new Map([...left.metrics].filter(([, id]) => id !== seen.id)),
          version: from.version + 1,
        });
    }
  };

  const ports: IndexPorts = {
    policies: {
      get: async (name) => policies.get(name),
      list: async () => [...policies.values()].toSorted(byText(({ name }) => name)),
      async create(policy) {
        if (policies.has(policy.name)) return 'exists';
        aKey(`p#${policy.name}`);
        policies.set(policy.name, aRow(policy));
        return 'created';
      },
      async replace(next, seen) {
        if (!same(policies.get(next.name), seen)) return 'stale';
        policies.set(next.name, next);
        return 'stored';
      },
      async remove(name) {
        if (!policies.has(name)) return 'missing';
        const isUsed =
          [...rules.values()].some((rule) => rule.policyName === name) ||
          [...metrics.values()].some((metric) => metric.policyName === name);
        if (!isUsed) policies.delete(name);
        return isUsed ? 'used' : 'removed';
      },
      getRule: async (name) => rules.get(name),
      listRules: async () => [...rules.values()],
      async createRule(rule) {
        if (!policies.has(rule.policyName)) return 'policy-missing';
        if (rules.has(rule.name)) return 'exists';
        aKey(`r#${rule.name}`);
        rules.set(rule.name, rule);
        return 'created';
      },
      async renameRule(rule, name) {
        if (!rules.has(rule.name)) return 'missing';
        if (rules.has(name)) return 'exists';
        aKey(`r#${name}`);
        rules.delete(rule.name);
        rules.set(name, { ...rule, name });
        return 'renamed';
      },
      removeRule: async (name) => (rules.delete(name) ? 'removed' : 'missing'),
    },

    resourceTypes: {
      get: async (name) => types.get(name),
      list: async () => [...types.values()],
      async create(type) {
        if (types.has(type.name)) return 'exists';
        aKey(type.name);
        types.set(type.name, aRow(type));
        return 'created';
      },
      async replace(next) {
        if (types.get(next.name)?.version !== next.version - 1) return 'stale';
        types.set(next.name, aRow(next));
        return 'stored';
      },
      async remove(name) {
        if (!types.has(name)) return 'missing';
        if (name === 'generic') return 'used';
        if ([...resources.values()].some(({ type }) => type === name)) return 'used';
        types.delete(name);
        return 'removed';
      },
    },

    resources: {
      get: async (id) => resources.get(id),
      getMany: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const resource = resources.get(id);
            return resource ? [[id, resource]] : [];
          }),
        ),
      async *list({ projectId, type }) {
        yield [...resources.values()].filter(
          (resource) =>
            (type === undefined || resource.type === type) &&
            (projectId === undefined ||
              resource.projectId === projectId ||
              resource.creator.projectId === projectId),
        );
      },
      revisions: async ({ incarnation }) => history.get(incarnation) ?? [],
      async create(resource, changes) {
        if (resources.has(resource.id)) return 'exists';
        if (!types.has(resource.type) || !canChange(changes)) return 'stale';
        put(resource);
        change(changes);
        return 'created';
      },
      async replace({ seen, next, revised, metrics: changes }) {
        const detached = changes.detached.every((metric) => same(metrics.get(metric.id), metric));
        if (!isStill(seen) || !canChange(changes) || !detached) return 'stale';
        if (revised)
          history.set(seen.incarnation, [
            ...(history.get(seen.incarnation) ?? []),
            { number: seen.revisions + 1, resource: seen, revisionEnd: next.revisionStart },
          ]);
        put(next);
        change(changes);
        for (const metric of changes.detached)
          metrics.set(metric.id, { ...metric, resourceId: null });
        for (const { id } of changes.removed) metrics.delete(id);
        return 'stored';
      },
      addMetrics: (additions) =>
        Promise.all(
          additions.map(({ seen, next, created }) =>
            ports.resources.replace({
              seen,
              next,
              revised: false,
              metrics: { created, attached: [], detached: [], removed: [] },
            }),
          ),
        ),
      async remove(resource) {
        if (!isStill(resource)) return 'stale';
        resources.delete(resource.id);
        history.delete(resource.incarnation);
        for (const id of resource.metrics.values()) metrics.delete(id);
        return 'removed';
      },
    },

    metrics: {
      get: async (id) => metrics.get(id),
      getMany: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const metric = metrics.get(id);
            return metric ? [[id, metric]] : [];
          }),
        ),
      async *list({ projectId }, after) {
        yield [...metrics.values()]
          .filter(({ id }) => after === undefined || id > after)
          .filter(
            ({ creator, resourceId }) =>
              projectId === undefined ||
              creator.projectId === projectId ||
              resources.get(resourceId ?? '')?.projectId === projectId,
          )
          .toSorted(byText(({ id }) => id));
      },
      async create(metric) {
        if (!policies.has(metric.policyName)) return 'policy-missing';
        metrics.set(metric.id, aRow(metric));
        return 'created';
      },
      async remove(metric) {
        if (!same(metrics.get(metric.id), metric)) return 'stale';
        metrics.delete(metric.id);
        return 'removed';
      },
    },

    leftovers: {
      due: async () => [],
      lookAgain: async () => {},
      clear: async () => {},
    },
  };
  return ports;
}
