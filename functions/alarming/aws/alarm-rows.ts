import { createHash } from 'node:crypto';
import type { Alarm, AlarmChange } from '../core/alarm.ts';
import type { Firing } from '../core/decision/firing.ts';
import { dumps, isObject, loads } from '../../platform/core/python-json.ts';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';

/** Kinds of rows in the index by kind. A removed alarm keeps its key, so that nothing else can take it. */
export const alarmKind = 'alarm';
export const removedAlarmKind = 'removed-alarm';
export const changeKind = 'alarm-change';

/** Records of firings, and what is left of removed alarms, must outlive the last redrive of a queue. */
export const tombstoneDays = 30;

/** History ages out, as under Aodh's `alarm_history_ttl`: a repeating alarm adds an entry with each event. */
export const historyDays = 90;

export const alarmPartition = (projectId: string) => `P#${projectId}#alarm`;
export const alarmKey = ({ projectId, id }: { projectId: string; id: string }) => ({
  pk: alarmPartition(projectId),
  sk: id,
});

/** How many alarms a project has, and may have. */
export const quotaKey = (projectId: string) => ({ pk: `P#${projectId}#quota`, sk: 'alarms' });

/**
 * History lies with the alarm's project, whoever caused the change, spread over partitions by alarm:
 * one alone would limit how often a project's alarms can fire.
 */
export const historyPartition = (projectId: string, alarmId: string) =>
  historyPartitions(projectId)[shardOf(alarmId)] ?? '';

export const historyPartitions = (projectId: string): readonly string[] =>
  Array.from({ length: historyShards }, (_, shard) => `P#${projectId}#history#${shard}`);

const historyShards = 16;
const shardOf = (alarmId: string): number =>
  createHash('sha256').update(alarmId).digest().readUInt16BE() % historyShards;

export const historyPrefix = (alarmId: string) => `${alarmId}#`;

/** A firing record is the history entry under a key that repeats for the same event and arming. */
export const firingPrefix = (alarmId: string, messageId: string) =>
  `${alarmId}#F#${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}#`;

/** The attributes an alarm is kept in; other types' rules as JSON text, which keeps `80.0` apart from `80`. */
export function alarmAttributes(alarm: Alarm): Row {
  const { rule } = alarm;
  return {
    ...alarm,
    rule: rule.type === 'event' ? rule : { type: rule.type, document: dumps(rule.document) },
  };
}

export function alarmOf(row: Row): Alarm {
  const stored = entityOf<Alarm & { rule: { type: string; document?: string } }>(
    entityOf<{ alarm: Row }>(row).alarm,
  );
  if (stored.rule.type === 'event') return stored;
  const document = loads(stored.rule.document ?? '{}');
  return {
    ...stored,
    rule: { type: stored.rule.type, document: isObject(document) ? document : {} },
  };
}

export const changeRow = (change: AlarmChange, expiresAt: number): Row => ({
  pk: historyPartition(change.onBehalfOf, change.alarmId),
  sk: `${change.alarmId}#C#${change.eventId}`,
  v: 1,
  kind: changeKind,
  change,
  ttl: expiresAt,
});

export const firingRow = (firing: Firing, change: AlarmChange, expiresAt: number): Row => ({
  ...changeRow(change, expiresAt),
  pk: historyPartition(firing.projectId, firing.alarmId),
  sk: `${firingPrefix(firing.alarmId, firing.messageId)}${firing.arming}`,
  firing,
});

export const changeOf = (row: Row): AlarmChange => entityOf<{ change: AlarmChange }>(row).change;

export const firingOf = (row: Row): Firing | undefined => entityOf<{ firing?: Firing }>(row).firing;
