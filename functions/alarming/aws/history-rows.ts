import { createHash } from 'node:crypto';
import type { Write } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { AlarmChange } from '../core/alarm.ts';
import type { Firing } from '../core/decision/firing.ts';

/*
 * A project's history is in the order of time: the sort key is the entry's id, which begins with the time.
 * The entry of a change through the API holds the change. The entry of a firing holds the key of the firing's
 * record, which is another row, because only one row may exist for an alarm, an event and an arming, whenever
 * it comes. The entry is written first: an entry whose record is not there, or is another firing's, is void.
 */

/** History ages out, as under Aodh's `alarm_history_ttl`: a repeating alarm adds an entry with each event. */
const historyDays = 90;

/** A project's history is spread over partitions by alarm; one alone would limit how often its alarms can fire. */
const historyShards = 16;

export const historyPartitions = (projectId: string): readonly string[] =>
  Array.from({ length: historyShards }, (_, shard) => `P#${projectId}#history#${shard}`);

/** The partition of an alarm's history. `projectId` is the alarm's project, whoever made the change. */
export const historyPartition = (projectId: string, alarmId: string): string =>
  historyPartitions(projectId)[shardOf(alarmId)] ?? '';

/** The partition of an alarm's firing records. */
export const firingPartition = (projectId: string, alarmId: string): string =>
  `P#${projectId}#firing#${shardOf(alarmId)}`;

const shardOf = (alarmId: string): number =>
  createHash('sha256').update(alarmId).digest().readUInt16BE() % historyShards;

/** Begins the sort keys of an alarm's firing records on an event. */
export const firingPrefix = (alarmId: string, messageId: string) =>
  `${alarmId}#${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}#`;

const firingKey = ({ projectId, alarmId, messageId, arming }: Firing) => ({
  pk: firingPartition(projectId, alarmId),
  sk: `${firingPrefix(alarmId, messageId)}${arming}`,
});

const expiry = (now: Instant) => secondsOf(after(now, historyDays * 86_400));

export const changeRow = (change: AlarmChange, now: Instant): Row => ({
  pk: historyPartition(change.onBehalfOf, change.alarmId),
  sk: change.eventId,
  v: 1,
  alarmId: change.alarmId,
  change,
  ttl: expiry(now),
});

/** The record of a firing. Alarm and project are in its key. */
export function firingRow(firing: Firing, now: Instant): Row {
  const { alarmId: _alarm, projectId: _project, ...rest } = firing;
  return { ...firingKey(firing), v: 1, firing: rest, ttl: expiry(now) };
}

/** The history entry that leads to the record. */
export const firingEntryRow = (firing: Firing, now: Instant): Row => ({
  pk: historyPartition(firing.projectId, firing.alarmId),
  sk: firing.id,
  v: 1,
  alarmId: firing.alarmId,
  record: firingKey(firing).sk,
  ttl: expiry(now),
});

/** The change in a history entry; undefined for a firing's. */
export const changeOf = (row: Row): AlarmChange | undefined =>
  entityOf<{ change?: AlarmChange }>(row).change;

/** The key of the record that a firing's history entry leads to. */
export const recordKeyOf = (row: Row) => {
  const { pk, record } = entityOf<{ pk: string; record: string }>(row);
  return { pk: pk.replace(/#history#(?=\d+$)/, '#firing#'), sk: record };
};

export function firingOf(row: Row): Firing {
  const { pk, sk, firing } = entityOf<{
    pk: string;
    sk: string;
    firing: Omit<Firing, 'alarmId' | 'projectId'>;
  }>(row);
  const projectId = pk.replace(/^P#/, '').replace(/#firing#\d+$/, '');
  return { ...firing, projectId, alarmId: sk.split('#')[0] ?? '' };
}

/** Adds a row of history; never replaces one. */
export const insertRow = (table: string, row: Row): Write => ({
  Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
});
