import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Metric } from '../core/metric.ts';
import { creatorKey, metricKey } from './index-keys.ts';
import { metricOf, metricPointers, metricRow } from './resource-rows.ts';
import { knownKeys, writeRows } from './rows.ts';

export type MetricWriter = ReturnType<typeof metricWriter>;

/** Reads and writes the rows of metrics. */
export function metricWriter(client: DynamoDBDocumentClient, table: string) {
  const read = rowReader(client, table);
  const noteCreator = knownKeys(client, table);

  return {
    async read(ids: readonly string[]): Promise<readonly Metric[]> {
      const rows = await Promise.all(ids.map((id) => read(metricKey(id))));
      return rows.flatMap((row) => (row ? [metricOf(row)] : []));
    },

    noteCreator: (metric: Metric): Promise<unknown> => noteCreator(creatorKey(metric.creator)),

    /** New metrics; they themselves first, so that whoever clears them away finds what leads to them. */
    async write(metrics: readonly Metric[]): Promise<void> {
      await Promise.all(metrics.map((metric) => noteCreator(creatorKey(metric.creator))));
      await writeRows(client, table, { put: metrics.map(metricRow) });
      await writeRows(client, table, { put: metrics.flatMap(metricPointers) });
    },
  };
}
