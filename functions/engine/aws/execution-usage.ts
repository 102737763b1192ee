import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { queryAll, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RowId } from '../execution-ports.ts';
import { executionPartition, isShown } from './execution-rows.ts';

const secondsPerDay = 24 * 60 * 60;

/** How long the counters go without being compared with the rows. A process that dies between two writes leaves one too high. */
const recountSeconds = secondsPerDay;

const usageKey = (projectId: string) => ({ pk: `P#${projectId}#usage`, sk: 'usage' });

/** The counter of the executions requested on a day, which expire together: `d20261123`. */
const dayOf = (at: Instant): string => `d${at.slice(0, 10).replaceAll('-', '')}`;
const isDay = (name: string): boolean => /^d\d{8}$/.test(name);

/**
 * Counters of a project's executions that count towards its limits, in one row: those running, and those
 * stored, by the day of their request.
 */
export function executionUsage(
  client: DynamoDBDocumentClient,
  table: string,
  { clock, retentionDays }: { readonly clock: Clock; readonly retentionDays: number },
) {
  const read = rowReader(client, table);
  const oldestDay = () => dayOf(after(clock.now(), -retentionDays * secondsPerDay));

  const add = (projectId: string, changes: Readonly<Record<string, number>>) =>
    update(projectId, 'ADD', changes);

  const update = (projectId: string, verb: 'ADD' | 'SET', values: Row) => {
    const names = Object.keys(values);
    const link = verb === 'SET' ? ' =' : '';
    return writesIf(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: usageKey(projectId),
          UpdateExpression: `${verb} ${names.map((name) => `#${name}${link} :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            names.map((name) => [`:${name}`, values[name]]),
          ),
        }),
      ),
    );
  };

  /** Sets the counters to what the rows say. What others count meanwhile may be lost, until the next time. */
  async function recount(projectId: string, seen: Row | undefined): Promise<Row> {
    await update(projectId, 'SET', { countedAt: clock.now() });
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'counted = :true',
      ExpressionAttributeValues: { ':pk': executionPartition(projectId), ':true': true },
    });
    const now = secondsOf(clock.now());
    const counts: Record<string, number> = Object.fromEntries(
      ['running', ...Object.keys(seen ?? {}).filter(isDay)].map((name) => [name, 0]),
    );
    const count = (name: string) => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const row of rows.filter((each) => isShown(each, now))) {
      count(dayOf(String(row['createdAt'])));
      if (row['status'] === 'running') count('running');
    }
    await update(projectId, 'SET', counts);
    return counts;
  }

  return {
    began: ({ projectId, createdAt }: RowId & { readonly createdAt: Instant }) =>
      add(projectId, { running: 1, [dayOf(createdAt)]: 1 }),

    ended: (projectId: string) => add(projectId, { running: -1 }),

    removed: (projectId: string, { createdAt, status }: Row) =>
      add(projectId, {
        [dayOf(String(createdAt))]: -1,
        ...(status === 'running' && { running: -1 }),
      }),

    async of(projectId: string): Promise<{ readonly running: number; readonly stored: number }> {
      const seen = await read(usageKey(projectId));
      const countedAt = seen?.['countedAt'];
      const isOld =
        typeof countedAt !== 'string' || countedAt < after(clock.now(), -recountSeconds);
      const row = seen && isOld ? await recount(projectId, seen) : (seen ?? {});
      const days = Object.entries(row).filter(([name]) => isDay(name) && name >= oldestDay());
      return {
        running: Math.max(0, Number(row['running'] ?? 0)),
        stored: Math.max(
          0,
          days.reduce((sum, [, value]) => sum + Number(value), 0),
        ),
      };
    },
  };
}
