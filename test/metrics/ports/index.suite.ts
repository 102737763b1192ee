import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Metric } from '../../../functions/metrics/core/metric.ts';
import type { Resource } from '../../../functions/metrics/core/resource.ts';
import type { IndexPorts } from '../../fakes/metric-index.ts';
import { aChange, aMetric, aPolicy, aResource, aType, noMetrics } from '../support/samples.ts';

const inProject = (projectId: string = randomUUID()) => ({ userId: 'u1', projectId });

async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** An addition of two new metrics. */
const addition = (resource: Resource, policyName = 'low') => {
  const created = ['a', 'b'].map((name) => aMetric({ name, resourceId: resource.id, policyName }));
  const metrics = new Map(created.map(({ name, id }) => [name ?? '', id]));
  return { ...aChange(resource, { metrics }), created };
};

/** What every implementation of the index must do. Tests use projects and types of their own. */
export function indexSuite(make: () => Promise<IndexPorts> | IndexPorts) {
  let ports: IndexPorts;
  beforeAll(async () => {
    ports = await make();
  });

  const stored = async (
    over: Partial<Resource> = {},
    created: readonly Metric[] = [],
  ): Promise<Resource> => {
    const resource = aResource(over);
    expect(await ports.resources.create(resource, { created, attached: [] })).toBe('created');
    return resource;
  };
  /** A resource with metrics of these names. */
  const withMetrics = async (names: readonly string[], over: Partial<Resource> = {}) => {
    const id = randomUUID();
    const creator = over.creator ?? inProject();
    const metrics = names.map((name) => aMetric({ name, resourceId: id, creator }));
    const resource = await stored(
      { ...over, id, creator, metrics: new Map(metrics.map((each) => [each.name ?? '', each.id])) },
      metrics,
    );
    return { resource, metrics };
  };
  const idsOf = async (projectId: string | undefined, type?: string) =>
    (await all(ports.resources.list({ projectId, type }))).map(({ id }) => id).toSorted();

  describe('policies', () => {
    test('those of Gnocchi are there from the beginning, and the rule that chooses the low one', async () => {
      const names = (await ports.policies.list()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['bool', 'high', 'low', 'medium']));
      expect(await ports.policies.listRules()).toContainEqual({
        name: 'default',
        policyName: 'low',
        pattern: '*',
      });
    });

    test('are returned as they were stored, once', async () => {
      const policy = aPolicy({
        definition: [{ granularity: 500_000, points: null, timespan: null }],
      });
      expect(await ports.policies.create(policy)).toBe('created');
      expect(await ports.policies.create(aPolicy({ name: policy.name }))).toBe('exists');
      expect(await ports.policies.get(policy.name)).toEqual(policy);
      expect(await ports.policies.get('none')).toBeUndefined();
    });

    test('of two changes of the same state, one is stored', async () => {
      const policy = aPolicy();
      await ports.policies.create(policy);
      const outcomes = await Promise.all(
        [1, 2].map((backWindow) => ports.policies.replace({ ...policy, backWindow }, policy)),
      );
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
    });

    test('are not removed while a metric names them, and then are', async () => {
      const policy = aPolicy();
      await ports.policies.create(policy);
      const metric = aMetric({ policyName: policy.name });
      await ports.metrics.create(metric);
      expect(await ports.policies.remove(policy.name)).toBe('used');
      expect(await ports.policies.get(policy.name)).toEqual(policy);
      await ports.metrics.remove(metric);
      expect(await ports.policies.remove(policy.name)).toBe('removed');
      expect(await ports.policies.remove(policy.name)).toBe('missing');
    });

    test('are not removed while a rule names them', async () => {
      const policy = aPolicy();
      await ports.policies.create(policy);
      const rule = { name: randomUUID(), policyName: policy.name, pattern: 'x*' };
      expect(await ports.policies.createRule(rule)).toBe('created');
      expect(await ports.policies.remove(policy.name)).toBe('used');
      expect(await ports.policies.removeRule(rule.name)).toBe('removed');
      expect(await ports.policies.remove(policy.name)).toBe('removed');
    });

    test('one that is removed while a metric with it is created leaves no metric without policy', async () => {
      for (let round = 0; round < 5; round += 1) {
        const policy = aPolicy();
        await ports.policies.create(policy);
        const metric = aMetric({ policyName: policy.name });
        const [removed, created] = await Promise.all([
          ports.policies.remove(policy.name),
          ports.metrics.create(metric),
        ]);
        const isThere = (await ports.policies.get(policy.name)) !== undefined;
        expect([removed === 'used', created === 'created']).toEqual([isThere, isThere]);
        expect((await ports.metrics.get(metric.id)) !== undefined).toBe(isThere);
      }
    });

    test('rules are renamed, unless the name is taken', async () => {
      const rule = { name: randomUUID(), policyName: 'low', pattern: 'a*' };
      const other = { ...rule, name: randomUUID() };
      const to = randomUUID();
      await ports.policies.createRule(rule);
      await ports.policies.createRule(other);
      expect(await ports.policies.createRule(rule)).toBe('exists');
      expect(await ports.policies.renameRule(rule, other.name)).toBe('exists');
      expect(await ports.policies.renameRule(rule, to)).toBe('renamed');
      expect(await ports.policies.renameRule(rule, randomUUID())).toBe('missing');
      expect(await ports.policies.getRule(rule.name)).toBeUndefined();
      expect(await ports.policies.getRule(to)).toEqual({ ...rule, name: to });
      await Promise.all([to, other.name].map((name) => ports.policies.removeRule(name)));
    });

    test('a rule needs a policy', async () => {
      const rule = { name: randomUUID(), policyName: 'none', pattern: 'a*' };
      expect(await ports.policies.createRule(rule)).toBe('policy-missing');
      expect(await ports.policies.getRule(rule.name)).toBeUndefined();
    });
  });

  describe('types', () => {
    test('generic is always there and is not removed', async () => {
      expect(await ports.resourceTypes.get('generic')).toMatchObject({ attributes: {} });
      expect(await ports.resourceTypes.create(aType({ name: 'generic' }))).toBe('exists');
      expect(await ports.resourceTypes.remove('generic')).toBe('used');
    });

    test('of two changes of the same version, one is stored', async () => {
      const type = aType();
      expect(await ports.resourceTypes.create(type)).toBe('created');
      expect(await ports.resourceTypes.create(type)).toBe('exists');
      const outcomes = await Promise.all(
        [1, 2].map(() => ports.resourceTypes.replace({ ...type, attributes: {}, version: 2 })),
      );
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
      expect(await ports.resourceTypes.get(type.name)).toEqual({
        ...type,
        attributes: {},
        version: 2,
      });
    });

    test('are not removed while there is a resource of them', async () => {
      const type = aType();
      await ports.resourceTypes.create(type);
      const resource = await stored({ type: type.name, projectId: randomUUID() });
      expect(await ports.resourceTypes.remove(type.name)).toBe('used');
      await ports.resources.remove(resource);
      expect(await ports.resourceTypes.remove(type.name)).toBe('removed');
      expect(await ports.resourceTypes.remove(type.name)).toBe('missing');
    });

    test('one that is removed while a resource of it is created leaves no resource without type', async () => {
      for (let round = 0; round < 5; round += 1) {
        const type = aType();
        await ports.resourceTypes.create(type);
        const resource = aResource({ type: type.name, projectId: randomUUID() });
        await Promise.all([
          ports.resourceTypes.remove(type.name),
          ports.resources.create(resource, noMetrics),
        ]);
        const isThere = (await ports.resourceTypes.get(type.name)) !== undefined;
        expect((await ports.resources.get(resource.id)) !== undefined).toBe(isThere);
      }
    });
  });

  describe('resources', () => {
    test('are returned as they were stored, once across all types', async () => {
      const resource = await stored({
        projectId: 'o',
        userId: 'x',
        attributes: { host: 'h', n: 1.5, on: false, none: null },
      });
      expect(await ports.resources.get(resource.id)).toEqual(resource);
      const type = aType();
      await ports.resourceTypes.create(type);
      const again = aResource({ id: resource.id, type: type.name });
      expect(await ports.resources.create(again, noMetrics)).toBe('exists');
      expect(await ports.resources.get(randomUUID())).toBeUndefined();
    });

    test('a list has what a project owns and what it created, of one type or of all', async () => {
      const [project, other] = [randomUUID(), randomUUID()];
      const type = aType();
      await ports.resourceTypes.create(type);
      const owned = await stored({ projectId: project, creator: inProject(other) });
      const created = await stored({ creator: inProject(project), type: type.name });
      const both = await stored({ projectId: project, creator: inProject(project) });
      await stored({ projectId: other, creator: inProject(other) });
      expect(await idsOf(project)).toEqual([owned.id, created.id, both.id].toSorted());
      expect(await idsOf(project, type.name)).toEqual([created.id]);
      expect(await idsOf(project, 'generic')).toEqual([owned.id, both.id].toSorted());
      expect(await idsOf(undefined)).toEqual(expect.arrayContaining([owned.id, created.id]));
    });

    test('a type whose name begins like another lists only its own', async () => {
      const [short, project] = [randomUUID(), randomUUID()];
      await ports.resourceTypes.create(aType({ name: short }));
      await ports.resourceTypes.create(aType({ name: `${short}#x` }));
      const one = await stored({ type: short, projectId: project });
      await stored({ type: `${short}#x`, projectId: project });
      expect(await idsOf(project, short)).toEqual([one.id]);
    });

    test('one that changes its owner leaves one list for the other', async () => {
      const [from, to] = [randomUUID(), randomUUID()];
      const resource = await stored({ projectId: from, creator: inProject() });
      const change = aChange(resource, { projectId: to });
      expect(await ports.resources.replace(change)).toBe('stored');
      expect(await idsOf(from)).toEqual([]);
      expect(await idsOf(to)).toEqual([resource.id]);
      expect(await idsOf(resource.creator.projectId)).toEqual([resource.id]);
      expect(await ports.resources.get(resource.id)).toEqual(change.next);
      const back = aChange(change.next, { projectId: resource.creator.projectId });
      expect(await ports.resources.replace(back)).toBe('stored');
      expect(await idsOf(resource.creator.projectId)).toEqual([resource.id]);
    });

    test('of two changes of the same state, one is stored, and one revision', async () => {
      const resource = await stored();
      const change = aChange(
        resource,
        { userId: 'n', revisions: 1, revisionStart: '2026-01-02T00:00:00.000000Z' },
        { revised: true },
      );
      const outcomes = await Promise.all([1, 2].map(() => ports.resources.replace(change)));
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
      expect(await ports.resources.revisions(change.next)).toEqual([
        { number: 1, resource, revisionEnd: '2026-01-02T00:00:00.000000Z' },
      ]);
    });

    test('revisions come the oldest first, also more than nine', async () => {
      let resource = await stored();
      for (let n = 1; n <= 11; n += 1) {
        const change = aChange(resource, { userId: `u${n}`, revisions: n }, { revised: true });
        expect(await ports.resources.replace(change)).toBe('stored');
        resource = change.next;
      }
      const revisions = await ports.resources.revisions(resource);
      expect(revisions.map(({ number }) => number)).toEqual(
        Array.from({ length: 11 }, (_, i) => i + 1),
      );
    });

    test('a removed one is gone with its metrics and its history, also if another has its id', async () => {
      const { resource, metrics } = await withMetrics(['a', 'b']);
      const change = aChange(resource, { userId: 'n', revisions: 1 }, { revised: true });
      await ports.resources.replace(change);
      expect(await ports.resources.remove(resource)).toBe('stale');
      expect(await ports.resources.remove(change.next)).toBe('removed');
      expect(await ports.resources.get(resource.id)).toBeUndefined();
      const again = await stored({ id: resource.id });
      expect(await ports.resources.revisions(again)).toEqual([]);
      await clearLeftovers();
      expect(await ports.metrics.getMany(metrics.map(({ id }) => id))).toEqual(new Map());
      expect(await ports.resources.get(resource.id)).toEqual(again);
      expect(await ports.resources.remove(change.next)).toBe('stale');
    });
  });

  const clearLeftovers = async () => {
    const due = await ports.leftovers.due('2100-01-01T00:00:00.000000Z', 1000);
    for (const { key } of due) await ports.leftovers.clear(key);
  };

  describe('metrics', () => {
    test('are returned as they were stored', async () => {
      const metric = aMetric({ name: 'n', unit: 'B' });
      expect(await ports.metrics.create(metric)).toBe('created');
      expect(await ports.metrics.get(metric.id)).toEqual(metric);
      expect(await ports.metrics.getMany([metric.id, randomUUID()])).toEqual(
        new Map([[metric.id, metric]]),
      );
    });

    test('need a policy', async () => {
      const metric = aMetric({ policyName: randomUUID() });
      expect(await ports.metrics.create(metric)).toBe('policy-missing');
      expect(await ports.metrics.get(metric.id)).toBeUndefined();
    });

    test('a list has those that a project created and those of its resources, by id', async () => {
      const project = randomUUID();
      const own = aMetric({ creator: inProject(project) });
      await ports.metrics.create(own);
      await ports.metrics.create(aMetric({ creator: inProject() }));
      const { metrics } = await withMetrics(['x', 'y'], { projectId: project });
      const expected = [own, ...metrics].map(({ id }) => id).toSorted();
      const listed = await all(ports.metrics.list({ projectId: project }, undefined));
      expect(listed.map(({ id }) => id)).toEqual(expected);
      const rest = await all(ports.metrics.list({ projectId: project }, expected[0]));
      expect(rest.map(({ id }) => id)).toEqual(expected.slice(1));
      const everything = await all(ports.metrics.list({}, undefined));
      const ids = everything.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(expected));
    });

    test('come to a resource with its change or not at all', async () => {
      const resource = await stored();
      const metric = aMetric({ name: 'n', resourceId: resource.id });
      const change = aChange(
        resource,
        { metrics: new Map([['n', metric.id]]) },
        { metrics: { ...noMetrics, created: [metric] } },
      );
      await ports.resources.replace(aChange(resource, { userId: 'meanwhile' }));
      expect(await ports.resources.replace(change)).toBe('stale');
      expect(await ports.metrics.get(metric.id)).toBeUndefined();
    });

    test('are not created with a policy that is gone', async () => {
      const resource = await stored();
      const metric = aMetric({ name: 'n', resourceId: resource.id, policyName: randomUUID() });
      const created = { ...noMetrics, created: [metric] };
      const change = aChange(
        resource,
        { metrics: new Map([['n', metric.id]]) },
        { metrics: created },
      );
      expect(await ports.resources.replace(change)).toBe('stale');
      expect(await ports.resources.get(resource.id)).toEqual(resource);
      expect(await ports.metrics.get(metric.id)).toBeUndefined();
      const own = { ...metric, id: randomUUID(), resourceId: randomUUID() };
      const other = aResource({ id: own.resourceId, metrics: new Map([['n', own.id]]) });
      expect(await ports.resources.create(other, { attached: [], created: [own] })).toBe('stale');
      expect(await ports.resources.get(other.id)).toBeUndefined();
      expect(await ports.metrics.get(own.id)).toBeUndefined();
    });

    test('come to several resources at once, and each of these is decided for itself', async () => {
      const gone = randomUUID();
      const [still, changed, unkept, other] = await Promise.all([1, 2, 3, 4].map(() => stored()));
      const additions = [
        addition(still!),
        addition(changed!),
        addition(unkept!, gone),
        addition(other!),
      ];
      await ports.resources.replace(aChange(changed!, { userId: 'meanwhile' }));
      const outcomes = await ports.resources.addMetrics(additions);
      expect(outcomes).toEqual(['stored', 'stale', 'stale', 'stored']);
      await clearLeftovers();
      for (const [i, { seen, next, created }] of additions.entries()) {
        const isStored = outcomes[i] === 'stored';
        const now = await ports.resources.get(seen.id);
        expect(now?.metrics).toEqual(isStored ? next.metrics : new Map());
        expect(await ports.metrics.getMany(created.map(({ id }) => id))).toEqual(
          new Map(isStored ? created.map((metric) => [metric.id, metric]) : []),
        );
      }
    });

    test('leave one resource for another, and both say so', async () => {
      const { resource: from, metrics } = await withMetrics(['a', 'b']);
      const to = await stored({ creator: from.creator });
      const [seen, stays] = metrics;
      if (!seen || !stays) throw new Error('no metrics');
      const next = { ...seen, name: 'c', resourceId: to.id };
      const change = aChange(
        to,
        { metrics: new Map([['c', seen.id]]) },
        { metrics: { ...noMetrics, attached: [{ seen, next, from }] } },
      );
      expect(await ports.resources.replace(change)).toBe('stored');
      expect(await ports.metrics.get(seen.id)).toEqual(next);
      expect((await ports.resources.get(from.id))?.metrics).toEqual(new Map([['b', stays.id]]));
      expect((await ports.resources.get(to.id))?.metrics).toEqual(new Map([['c', seen.id]]));
      expect(await ports.resources.replace(aChange(from))).toBe('stale');
    });

    test('one that was detached has no resource', async () => {
      const { resource, metrics } = await withMetrics(['a']);
      const detached = { ...noMetrics, detached: metrics };
      const change = aChange(resource, { metrics: new Map() }, { metrics: detached });
      expect(await ports.resources.replace(change)).toBe('stored');
      expect(await ports.metrics.get(metrics[0]?.id ?? '')).toEqual({
        ...metrics[0],
        resourceId: null,
      });
    });

    test.each([3, 30])('%d that are removed from a resource are gone', async (count) => {
      const names = Array.from({ length: count }, (_, i) => `m${i}`);
      const { resource, metrics } = await withMetrics(names, { projectId: randomUUID() });
      const change = aChange(
        resource,
        { metrics: new Map() },
        { metrics: { ...noMetrics, removed: metrics } },
      );
      expect(await ports.resources.replace(change)).toBe('stored');
      await clearLeftovers();
      expect(await ports.metrics.getMany(metrics.map(({ id }) => id))).toEqual(new Map());
      const scope = { projectId: resource.creator.projectId };
      expect(await all(ports.metrics.list(scope, undefined))).toEqual([]);
    });

    test('a removed one stays removed, and one that has changed is not', async () => {
      const metric = aMetric();
      await ports.metrics.create(metric);
      expect(await ports.metrics.remove({ ...metric, unit: 'B' })).toBe('stale');
      expect(await ports.metrics.remove(metric)).toBe('removed');
      expect(await ports.metrics.remove(metric)).toBe('stale');
    });

    test('a policy is free again when the resource of its metrics is cleared away', async () => {
      const policy = aPolicy();
      await ports.policies.create(policy);
      const id = randomUUID();
      const metrics = Array.from({ length: 20 }, (_, i) =>
        aMetric({ name: `m${i}`, resourceId: id, policyName: policy.name }),
      );
      const resource = await stored(
        { id, metrics: new Map(metrics.map((each) => [each.name ?? '', each.id])) },
        metrics,
      );
      expect(await ports.policies.remove(policy.name)).toBe('used');
      await ports.resources.remove(resource);
      await clearLeftovers();
      expect(await ports.policies.remove(policy.name)).toBe('removed');
    });
  });

  describe('leftovers', () => {
    test('clearing away what was not finished leaves what was', async () => {
      const { resource, metrics } = await withMetrics(['a', 'b']);
      await clearLeftovers();
      expect(await ports.metrics.getMany([...resource.metrics.values()])).toEqual(
        new Map(metrics.map((metric) => [metric.id, metric])),
      );
    });
  });
}
