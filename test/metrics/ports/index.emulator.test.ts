import { describe, expect, test } from 'vitest';
import { dynamoIndexStores } from '../../../functions/metrics/aws/index-stores.ts';
import type { Metric } from '../../../functions/metrics/core/metric.ts';
import type { Ports } from '../../../functions/metrics/ports.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { aChange, aMetric, aResource, noMetrics } from '../support/samples.ts';
import { indexSuite } from './index.suite.ts';

describe('the index of metrics in DynamoDB', () => {
  indexSuite(async () => {
    const client = documentClient();
    return dynamoIndexStores(client, await createTable(client));
  });
});

/** Two resources with a new metric each, of whose requests to DynamoDB only the first `survived` are made. */
async function killedAfter(survived: number) {
  const client = documentClient();
  const table = await createTable(client);
  const stores = dynamoIndexStores(client, table);
  const resources = [aResource(), aResource()];
  for (const resource of resources) await stores.resources.create(resource, noMetrics);
  // Writes what is there from the beginning.
  await stores.policies.list();
  const dying = documentClient();
  let requests = 0;
  dying.middlewareStack.add(
    (next) => (args) => {
      requests += 1;
      if (requests > survived) throw new Error('killed');
      return next(args);
    },
    { step: 'initialize' },
  );
  const additions = resources.map((resource) => {
    const metric = aMetric({ name: 'cpu', resourceId: resource.id });
    const change = aChange(resource, { metrics: new Map([['cpu', metric.id]]) });
    return { ...change, created: [metric] };
  });
  const ended = await dynamoIndexStores(dying, table)
    .resources.addMetrics(additions)
    .then(
      () => 'done',
      () => 'killed',
    );
  return { stores, additions, ended };
}

const clearLeftovers = async ({ leftovers }: Pick<Ports, 'leftovers'>) => {
  for (const { key } of await leftovers.due('2100-01-01T00:00:00.000000Z', 1000))
    await leftovers.clear(key);
  return leftovers.due('2100-01-01T00:00:00.000000Z', 1000);
};
const exist = async (stores: Pick<Ports, 'metrics'>, metrics: readonly Metric[]) =>
  (await stores.metrics.getMany(metrics.map(({ id }) => id))).size;

describe('metrics for several resources, when the process dies', () => {
  test('at whatever request, there is a metric exactly where its resource names it', async () => {
    const ends: string[] = [];
    for (let survived = 0; ends.at(-1) !== 'done'; survived += 1) {
      const { stores, additions, ended } = await killedAfter(survived);
      ends.push(ended);
      expect(await clearLeftovers(stores)).toEqual([]);
      for (const { seen, created } of additions) {
        const named = (await stores.resources.get(seen.id))?.metrics.size;
        expect(await exist(stores, created)).toBe(named);
      }
    }
    expect(ends.length).toBeGreaterThan(6);
  });

  test('a metric that has left its resource meanwhile is not cleared away', async () => {
    let killed = await killedAfter(0);
    let survived = 1;
    // The last request is the one that takes the note away.
    for (let next = await killedAfter(survived); next.ended !== 'done'; ) {
      killed = next;
      survived += 1;
      next = await killedAfter(survived);
    }
    const { stores, additions } = killed;
    const [{ next: resource, created } = expect.fail()] = additions;
    const change = aChange(
      resource,
      { metrics: new Map() },
      { metrics: { ...noMetrics, detached: created } },
    );
    expect(await stores.resources.replace(change)).toBe('stored');
    expect(await clearLeftovers(stores)).toEqual([]);
    expect(await exist(stores, created)).toBe(1);
  });
});
