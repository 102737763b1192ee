import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact, type Write } from '../../platform/aws/conditional-write.ts';
import { queryAll, type Row } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import { after } from '../../platform/core/instant.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import type { Clock } from '../../platform/ports.ts';
import { generic } from '../core/resource-type.ts';
import type { Resource } from '../core/resource.ts';
import type { MetricChanges, ResourceScope, ResourceStore } from '../ports.ts';
import {
  createdPartition,
  historyPartition,
  leftoverKey,
  ownedPartition,
  ownerKey,
  ownersPartition,
  projectIn,
  typeKey,
  typePrefix,
} from './index-keys.ts';
import { dynamoIndexLeftovers, type Leftover, leftoverRow } from './leftovers.ts';
import { metricAdder, stayingPolicies, unfinishedSeconds } from './metric-adder.ts';
import { metricWriter } from './metric-writer.ts';
import { type RemovalMarks, removalMarks } from './removal-marks.ts';
import { placeReader } from './resource-place.ts';
import { resourceOf, revisionOf } from './resource-rows.ts';
import { resourceWrites } from './resource-writes.ts';
import { collected, knownKeys, partitionPages } from './rows.ts';

/** Metrics that are deleted in the transaction with their resource's change; more are deleted by the sweeper. */
const metricsPerTransaction = 10;
/** Partitions that are read at a time. */
const partitionsAtOnce = 16;

export function dynamoResourceStore(
  client: DynamoDBDocumentClient,
  table: string,
  {
    clock = systemClock,
    marks = removalMarks(client, table),
  }: { readonly clock?: Clock; readonly marks?: RemovalMarks } = {},
): ResourceStore {
  const find = placeReader(client, table);
  const writes = resourceWrites(table);
  const metrics = metricWriter(client, table);
  const leftovers = dynamoIndexLeftovers(client, table);
  const noteOwner = knownKeys(client, table);

  const putLeftover = (id: string, leftover: Leftover, seconds: number): Write => ({
    Put: {
      TableName: table,
      Item: leftoverRow(id, leftover, after(clock.now(), seconds)),
    },
  });

  /**
   * Makes a change with its new metrics. They are written first, and exist only when the resource names them:
   * until then a leftover says that they are to be cleared away.
   */
  async function withNewMetrics(
    { id: resourceId }: Resource,
    { created }: Pick<MetricChanges, 'created'>,
    change: readonly Write[],
  ): Promise<readonly number[]> {
    if (created.length === 0) return unmetOf(await transact(client, change));
    const id = nodeIds.random();
    const leftover = { metrics: [{ resourceId, metricIds: created.map((each) => each.id) }] };
    await transact(client, [putLeftover(id, leftover, unfinishedSeconds)]);
    await metrics.write(created);
    const staying = await stayingPolicies(marks, created);
    const unmet = created.every(({ policyName }) => staying.has(policyName))
      ? unmetOf(
          await transact(client, [
            ...change,
            { Delete: { TableName: table, Key: leftoverKey(id) } },
          ]),
        )
      : [change.length];
    if (unmet.length > 0) await leftovers.clear(id);
    return unmet;
  }

  async function* ofOwner(projectId: string | null, type?: string) {
    const prefix = type === undefined ? undefined : typePrefix(type);
    const pages = partitionPages(client, table, { pk: ownedPartition(projectId), prefix });
    for await (const rows of pages) yield resourcesOf(rows, type);
  }

  async function* ofCreator(projectId: string, type?: string) {
    const prefix = type === undefined ? undefined : typePrefix(type);
    for await (const rows of partitionPages(client, table, {
      pk: createdPartition(projectId),
      prefix,
    })) {
      const found = await Promise.all(rows.map((row) => find(keyOf(row).sk.slice(-36))));
      const elsewhere = resourcesOf(
        found.filter((row) => row !== undefined),
        type,
      );
      yield elsewhere.filter((resource) => resource.projectId !== projectId);
    }
  }

  async function* ofEverybody(type?: string) {
    const owners = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': ownersPartition },
    });
    for (let first = 0; first < owners.length; first += partitionsAtOnce) {
      const some = owners.slice(first, first + partitionsAtOnce);
      const lists = some.map((row) => collected(ofOwner(projectIn(keyOf(row)), type)));
      for (const found of await Promise.all(lists)) yield found;
    }
  }

  const store: ResourceStore = {
    async get(id) {
      const row = await find(id);
      return row && resourceOf(row);
    },

    async getMany(ids) {
      const found = await Promise.all([...new Set(ids)].map((id) => store.get(id)));
      return new Map(found.flatMap((resource) => (resource ? [[resource.id, resource]] : [])));
    },

    async *list({ projectId, type }: ResourceScope) {
      if (projectId === undefined) yield* ofEverybody(type);
      else {
        yield* ofOwner(projectId, type);
        yield* ofCreator(projectId, type);
      }
    },

    async revisions(resource) {
      if (resource.revisions === 0) return [];
      const pages = partitionPages(client, table, { pk: historyPartition(resource) });
      return (await collected(pages)).map(revisionOf);
    },

    async create(resource, changes) {
      await noteOwner(ownerKey(resource.projectId));
      const unmet = await withNewMetrics(resource, changes, writes.creating(resource, changes));
      if (unmet.includes(0)) return 'exists';
      if (unmet.length > 0) return 'stale';
      const typeStays = resource.type === generic || (await marks.stays(typeKey(resource.type)));
      if (typeStays) return 'created';
      await store.remove(resource);
      return 'stale';
    },

    async replace(change) {
      const { next, metrics: changes } = change;
      await noteOwner(ownerKey(next.projectId));
      const removed =
        changes.removed.length <= metricsPerTransaction
          ? writes.removingMetrics(changes.removed)
          : [
              putLeftover(
                nodeIds.random(),
                {
                  metrics: [
                    { resourceId: next.id, metricIds: changes.removed.map(({ id }) => id) },
                  ],
                },
                0,
              ),
            ];
      const unmet = await withNewMetrics(next, changes, [...writes.changing(change), ...removed]);
      return unmet.length === 0 ? 'stored' : 'stale';
    },

    addMetrics: metricAdder({ client, table, clock, marks, metrics, leftovers }),

    async remove(resource) {
      const ids = [...resource.metrics.values()];
      const isSmall = ids.length <= metricsPerTransaction && resource.revisions === 0;
      const left = isSmall
        ? writes.removingMetrics(await metrics.read(ids))
        : [
            putLeftover(
              nodeIds.random(),
              {
                metrics: [{ resourceId: resource.id, metricIds: ids }],
                history: resource.incarnation,
              },
              0,
            ),
          ];
      const unmet = unmetOf(await transact(client, [...writes.removing(resource), ...left]));
      return unmet.length === 0 ? 'removed' : 'stale';
    },
  };
  return store;
}

const unmetOf = (outcome: Awaited<ReturnType<typeof transact>>): readonly number[] =>
  outcome.kind === 'committed' ? [] : outcome.at;

/** A type's name may begin another's, so that the prefix of the one also finds the other. */
const resourcesOf = (rows: readonly Row[], type: string | undefined): readonly Resource[] =>
  rows.map(resourceOf).filter((resource) => type === undefined || resource.type === type);
