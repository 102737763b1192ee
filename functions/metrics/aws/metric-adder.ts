import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { after } from '../../platform/core/instant.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Metric } from '../core/metric.ts';
import type { IndexLeftovers, MetricAdditions, ResourceStore } from '../ports.ts';
import { leftoverKey, policyKey } from './index-keys.ts';
import { leftoverRow } from './leftovers.ts';
import type { MetricWriter } from './metric-writer.ts';
import type { RemovalMarks } from './removal-marks.ts';
import { isStill, resourceRow } from './resource-rows.ts';

/** When a change that was not finished is cleared away: after every Lambda that could finish it has ended. */
export const unfinishedSeconds = 300;

/** Resources, and new metrics of them, that share a row which says what to clear away. It then has about 50 kB. */
const resourcesAtOnce = 100;
const metricsAtOnce = 1000;

/** The policies of new metrics that have been written, each with whether it stays. */
export async function stayingPolicies(
  marks: RemovalMarks,
  created: readonly Metric[],
): Promise<ReadonlySet<string>> {
  const names = [...new Set(created.map(({ policyName }) => policyName))];
  const stay = await Promise.all(names.map((name) => marks.stays(policyKey(name))));
  return new Set(names.filter((_, i) => stay[i]));
}

interface Needs {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly marks: RemovalMarks;
  readonly metrics: MetricWriter;
  readonly leftovers: IndexLeftovers;
}

/**
 * Adds new metrics to several resources. The metrics of all are written first, with one note that is due after five
 * minutes and clears away those that no resource names; then each resource names its own, if nobody changed it.
 */
export function metricAdder({
  client,
  table,
  clock,
  marks,
  metrics,
  leftovers,
}: Needs): ResourceStore['addMetrics'] {
  const nameMetrics = ({ seen, next }: MetricAdditions): Promise<boolean> =>
    writesIf(() =>
      client.send(new PutCommand({ TableName: table, Item: resourceRow(next), ...isStill(seen) })),
    );

  async function addSome(additions: readonly MetricAdditions[]): Promise<readonly boolean[]> {
    const created = additions.flatMap((each) => each.created);
    const id = nodeIds.random();
    const leftover = {
      metrics: additions.map((each) => ({
        resourceId: each.seen.id,
        metricIds: each.created.map((metric) => metric.id),
      })),
    };
    const dueAt = after(clock.now(), unfinishedSeconds);
    await client.send(new PutCommand({ TableName: table, Item: leftoverRow(id, leftover, dueAt) }));
    await metrics.write(created);
    const staying = await stayingPolicies(marks, created);
    const stored = await Promise.all(
      additions.map(async (each) =>
        each.created.every(({ policyName }) => staying.has(policyName)) ? nameMetrics(each) : false,
      ),
    );
    if (stored.every(Boolean))
      await client.send(new DeleteCommand({ TableName: table, Key: leftoverKey(id) }));
    // What nobody names nobody sees. Whoever comes second, as one of two workers of Ceilometer, does not wait until the
    // metrics of fifty resources are cleared away; but a policy that goes must not be kept by them.
    else if (created.some(({ policyName }) => !staying.has(policyName))) await leftovers.clear(id);
    return stored;
  }

  return async (additions) => {
    const outcomes: boolean[] = [];
    // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
    for (const some of inParts(additions)) outcomes.push(...(await addSome(some)));
    return outcomes.map((stored) => (stored ? 'stored' : 'stale'));
  };
}

function inParts(additions: readonly MetricAdditions[]): readonly (readonly MetricAdditions[])[] {
  const parts: MetricAdditions[][] = [];
  let metrics = Infinity;
  for (const addition of additions) {
    metrics += addition.created.length;
    const part = parts.at(-1);
    if (part && metrics <= metricsAtOnce && part.length < resourcesAtOnce) part.push(addition);
    else {
      parts.push([addition]);
      metrics = addition.created.length;
    }
  }
  return parts;
}
