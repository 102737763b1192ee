import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import type { MetricIndex, ResourceStore } from '../ports.ts';
import {
  creatorMetricsPartition,
  creatorsPartition,
  metricKeys,
  policyKey,
  projectIn,
} from './index-keys.ts';
import { mergedTexts } from './merged-texts.ts';
import { metricWriter } from './metric-writer.ts';
import { type RemovalMarks, removalMarks } from './removal-marks.ts';
import { metricPointers, metricRow } from './resource-rows.ts';
import { partitionPages } from './rows.ts';

/** Metrics that are read at a time. */
const metricsAtOnce = 500;

/** Metrics under their ids. A list reads the ids of a project's metrics, then the metrics. */
export function dynamoMetricIndex(
  client: DynamoDBDocumentClient,
  table: string,
  {
    resources,
    marks = removalMarks(client, table),
  }: { readonly resources: Pick<ResourceStore, 'list'>; readonly marks?: RemovalMarks },
): MetricIndex {
  const rows = metricWriter(client, table);

  async function* createdBy(projectId: string, after: string | undefined) {
    const pk = creatorMetricsPartition(projectId);
    const pages = partitionPages(client, table, { pk, after, pageSize: metricsAtOnce });
    for await (const page of pages) yield page.map((row) => keyOf(row).sk);
  }

  /** The metrics of resources that the project owns, whoever created them. */
  async function* ofResourcesOf(projectId: string, after: string | undefined) {
    const ids: string[] = [];
    for await (const page of resources.list({ projectId }))
      for (const resource of page)
        if (resource.projectId === projectId) ids.push(...resource.metrics.values());
    yield ids.filter((id) => after === undefined || id > after).toSorted();
  }

  async function creators(): Promise<readonly string[]> {
    const found = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': creatorsPartition },
    });
    return found.map((row) => projectIn(keyOf(row)));
  }

  return {
    async get(id) {
      return (await rows.read([id]))[0];
    },

    async getMany(ids) {
      const found = await rows.read([...new Set(ids)]);
      return new Map(found.map((metric) => [metric.id, metric]));
    },

    async *list({ projectId }, after) {
      const sources =
        projectId === undefined
          ? (await creators()).map((creator) => createdBy(creator, after))
          : [createdBy(projectId, after), ofResourcesOf(projectId, after)];
      for await (const ids of mergedTexts(sources, metricsAtOnce)) yield await rows.read(ids);
    },

    async create(metric) {
      await rows.noteCreator(metric);
      const items = [metricRow(metric), ...metricPointers(metric)];
      const outcome = await transact(
        client,
        items.map((Item) => ({
          Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        })),
      );
      if (outcome.kind === 'unmet') throw new Error(`metric ${metric.id} exists`);
      if (await marks.stays(policyKey(metric.policyName))) return 'created';
      await remove(metric);
      return 'policy-missing';
    },

    remove,
  };

  async function remove(metric: Parameters<MetricIndex['remove']>[0]) {
    const [Key, ...pointers] = metricKeys(metric);
    const outcome = await transact(client, [
      {
        Delete: {
          TableName: table,
          Key,
          ConditionExpression: 'metric = :seen',
          ExpressionAttributeValues: { ':seen': metric },
        },
      },
      ...pointers.map((pointer) => ({ Delete: { TableName: table, Key: pointer } })),
    ]);
    return outcome.kind === 'committed' ? 'removed' : 'stale';
  }
}
