import { createHash } from 'node:crypto';
import type { Write } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { AlarmChange } from '../core/alarm.ts';

/*
 * A project's history is in the order of time: the sort key is the entry's id, which begins with the time.
 * The entry of a change through the API holds the change. The entry of a transition holds the key of the
 * transition's record (`transition-rows.ts`).
 */

/** History ages out, as under Aodh's `alarm_history_ttl`: a repeating alarm adds an entry with each event. */
const historyDays = 90;

/** A project's history is spread over partitions by alarm; one alone would limit how often its alarms can fire. */
export const historyShards = 16;

export const historyPartitions = (projectId: string): readonly string[] =>
  Array.from({ length: historyShards }, (_, shard) => `P#${projectId}#history#${shard}`);

/** The partition of an alarm's history. `projectId` is the alarm's project, whoever made the change. */
export const historyPartition = (projectId: string, alarmId: string): string =>
  historyPartitions(projectId)[historyShardOf(alarmId)] ?? '';

export const historyShardOf = (alarmId: string): number =>
  createHash('sha256').update(alarmId).digest().readUInt16BE() % historyShards;

export const historyExpiry = (now: Instant): number => secondsOf(after(now, historyDays * 86_400));

export const changeRow = (change: AlarmChange, now: Instant): Row => ({
  pk: historyPartition(change.onBehalfOf, change.alarmId),
  sk: change.eventId,
  v: 1,
  alarmId: change.alarmId,
  change,
  ttl: historyExpiry(now),
});

/** The change in a history entry; undefined for a transition's. */
export const changeOf = (row: Row): AlarmChange | undefined =>
  entityOf<{ change?: AlarmChange }>(row).change;

/** Adds a row of history; never replaces one. */
export const insertRow = (table: string, row: Row): Write => ({
  Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
});
