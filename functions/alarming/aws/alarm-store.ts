import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact } from '../../platform/aws/conditional-write.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Clock } from '../../platform/ports.ts';
import { ruleSyncDueAt } from '../core/rule/bus-rule.ts';
import type { AlarmStore } from '../ports.ts';
import { countAlarm, takeFromQuota } from './alarm-quotas.ts';
import {
  alarmKey,
  alarmKind,
  alarmOf,
  alarmPartition,
  isLive,
  settledAlarmOf,
} from './alarm-rows.ts';
import { entombAlarm, insertAlarm, updateAlarm } from './alarm-writes.ts';
import { changeRow, insertRow } from './history-rows.ts';

/** Alarms in one table with their history: an alarm and its history entry change in one transaction. */
export function dynamoAlarmStore(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): AlarmStore {
  const reads = readsOf(client, table, clock);

  const store: AlarmStore = {
    async create(alarm, change) {
      const now = clock.now();
      const outcome = await transact(client, [
        takeFromQuota(table, alarm.projectId),
        insertAlarm(table, alarm, ruleSyncDueAt({ after: alarm }, now)),
        insertRow(table, changeRow(change, now)),
      ]);
      if (outcome.kind === 'committed') return 'created';
      if (outcome.at.includes(0)) return 'full';
      throw new Error(`alarm ${alarm.id} exists`);
    },

    async get(projectId, id) {
      const row = await reads.read(alarmKey({ projectId, id }));
      return row && isLive(row) ? alarmOf(row) : undefined;
    },

    async getSettled(projectId, id) {
      const row = await reads.read(alarmKey({ projectId, id }));
      return row && isLive(row) ? settledAlarmOf(row) : undefined;
    },

    async listSettled(projectId) {
      const rows = await reads.readPartition(alarmPartition(projectId));
      return rows.filter(isLive).map(settledAlarmOf);
    },

    async find(id) {
      const [row] = await reads.readKind(alarmKind, id);
      return row && alarmOf(row);
    },

    async list(projectId) {
      return (await reads.readPartition(alarmPartition(projectId))).filter(isLive).map(alarmOf);
    },

    async listAll() {
      return (await reads.readKind(alarmKind)).map(alarmOf);
    },

    async replace(next, seen, change) {
      const now = clock.now();
      const syncAt = ruleSyncDueAt({ before: seen, after: next }, now);
      const writes =
        next.projectId === seen.projectId
          ? [updateAlarm(table, next, seen.version, syncAt)]
          : [
              entombAlarm(table, seen, { now }),
              insertAlarm(table, next, syncAt),
              countAlarm(table, seen.projectId, -1),
              countAlarm(table, next.projectId, 1),
            ];
      const history = change ? [insertRow(table, changeRow(change, now))] : [];
      const outcome = await transact(client, [...writes, ...history]);
      return outcome.kind === 'committed' ? 'stored' : 'stale';
    },

    async remove(alarm) {
      const now = clock.now();
      const outcome = await transact(client, [
        entombAlarm(table, alarm, { now, syncAt: ruleSyncDueAt({ before: alarm }, now) }),
        countAlarm(table, alarm.projectId, -1),
      ]);
      return outcome.kind === 'committed' ? 'removed' : 'stale';
    },
  };
  return store;
}
