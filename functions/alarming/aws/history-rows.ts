import { createHash } from 'node:crypto';
import type { Write } from '../../platform/aws/conditional-write.ts';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { AlarmChange } from '../core/alarm.ts';
import type { Firing } from '../core/decision/firing.ts';

/** The kind of history entries, firing records included. */
export const changeKind = 'alarm-change';

/** History ages out, as under Aodh's `alarm_history_ttl`: a repeating alarm adds an entry with each event. */
const historyDays = 90;

/** A project's history is spread over partitions by alarm; one alone would limit how often its alarms can fire. */
const historyShards = 16;

export const historyPartitions = (projectId: string): readonly string[] =>
  Array.from({ length: historyShards }, (_, shard) => `P#${projectId}#history#${shard}`);

/** The partition of an alarm's history. `projectId` is the alarm's project, whoever made the change. */
export const historyPartition = (projectId: string, alarmId: string): string =>
  historyPartitions(projectId)[shardOf(alarmId)] ?? '';

const shardOf = (alarmId: string): number =>
  createHash('sha256').update(alarmId).digest().readUInt16BE() % historyShards;

export const historyPrefix = (alarmId: string) => `${alarmId}#`;

/** A firing record is the history entry under a key that is the same for the same event and arming. */
export const firingPrefix = (alarmId: string, messageId: string) =>
  `${alarmId}#F#${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}#`;

export const changeRow = (change: AlarmChange, now: Instant): Row => ({
  pk: historyPartition(change.onBehalfOf, change.alarmId),
  sk: `${change.alarmId}#C#${change.eventId}`,
  v: 1,
  kind: changeKind,
  change,
  ttl: secondsOf(after(now, historyDays * 86_400)),
});

export const firingRow = (firing: Firing, change: AlarmChange, now: Instant): Row => ({
  ...changeRow(change, now),
  pk: historyPartition(firing.projectId, firing.alarmId),
  sk: `${firingPrefix(firing.alarmId, firing.messageId)}${firing.arming}`,
  firing,
});

export const changeOf = (row: Row): AlarmChange => entityOf<{ change: AlarmChange }>(row).change;

export const firingOf = (row: Row): Firing | undefined => entityOf<{ firing?: Firing }>(row).firing;

/** Adds a row of history; never replaces one. */
export const insertRow = (table: string, row: Row): Write => ({
  Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' },
});
