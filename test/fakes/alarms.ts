import type { Alarm, AlarmChange } from '../../functions/alarming/core/alarm.ts';
import { ruleSyncDueAt } from '../../functions/alarming/core/rule/bus-rule.ts';
import type { Firing } from '../../functions/alarming/core/decision/firing.ts';
import type { Instant } from '../../functions/platform/core/instant.ts';
import { firingChange } from '../../functions/alarming/core/decision/fire-alarm.ts';
import type { Ports, TimePage } from '../../functions/alarming/ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { alarmAttribute } from '../../functions/alarming/aws/alarm-rows.ts';
import { changeRow, firingRow } from '../../functions/alarming/aws/history-rows.ts';
import { aPartition, aRow, rowKey } from './dynamo-limits.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';

/** The ports that share the rows of alarms. */
export type AlarmPorts = Pick<
  Ports,
  'alarms' | 'alarmHistory' | 'alarmQuotas' | 'firings' | 'ruleSync'
>;

interface Row {
  readonly alarm: Alarm;
  readonly removed: boolean;
  readonly ruleVersion: number;
  readonly dueAt: Instant | undefined;
}

const keyOf = ({ projectId, id }: { projectId: string; id: string }) => rowKey(projectId, id);

const stored = (alarm: Alarm): Alarm => {
  aRow({ alarm: alarmAttribute(alarm) });
  return alarm;
};

/** Alarms in memory, keyed by project and id as in the table, and the ports that share them. */
export function memoryAlarms(clock: Clock = systemClock): AlarmPorts {
  const rows = new Map<string, Row>();
  const changes = new Map<string, AlarmChange>();
  const firings = new Map<string, Firing>();
  const quotas = new Map<string, number>();

  const liveRow = (alarm: { projectId: string; id: string }) => {
    const row = rows.get(keyOf(alarm));
    return row && !row.removed ? row : undefined;
  };
  const live = () => [...rows.values()].filter(({ removed }) => !removed);
  const insert = (alarm: Alarm, dueAt: Instant | undefined) =>
    rows.set(keyOf(alarm), {
      alarm: stored(alarm),
      removed: false,
      ruleVersion: alarm.version,
      dueAt,
    });
  const entomb = (alarm: Alarm, dueAt?: Instant) => {
    const next = { ...alarm, version: alarm.version + 1 };
    rows.set(keyOf(alarm), { alarm: next, removed: true, ruleVersion: next.version, dueAt });
  };
  const isAt = (alarm: { projectId: string; id: string }, version: number) =>
    liveRow(alarm)?.alarm.version === version;
  const record = (change: AlarmChange) => {
    aRow(changeRow(change, clock.now()));
    changes.set(change.eventId, change);
  };
  const visible = (keep: (change: AlarmChange) => boolean, { limit, before }: TimePage) => {
    const ids = new Set(live().map(({ alarm }) => alarm.id));
    return [...changes.values()]
      .filter((change) => ids.has(change.alarmId) && keep(change))
      .filter(({ eventId }) => before === undefined || eventId < before)
      .toSorted((left, right) => (left.eventId < right.eventId ? 1 : -1))
      .slice(0, limit);
  };

  return {
    alarms: {
      async create(alarm, change) {
        const count = live().filter((row) => row.alarm.projectId === alarm.projectId).length;
        if (count >= (quotas.get(alarm.projectId) ?? Infinity)) return 'full';
        if (rows.has(keyOf(alarm))) throw new Error(`alarm ${alarm.id} exists`);
        insert(alarm, ruleSyncDueAt({ after: alarm }, clock.now()));
        record(change);
        return 'created';
      },
      async get(projectId, id) {
        return liveRow({ projectId, id })?.alarm;
      },
      async find(id) {
        return live().find(({ alarm }) => alarm.id === id)?.alarm;
      },
      async list(projectId) {
        aPartition(projectId);
        return live()
          .map(({ alarm }) => alarm)
          .filter((alarm) => alarm.projectId === projectId);
      },
      async listAll() {
        return live().map(({ alarm }) => alarm);
      },
      async replace(next, seen, change) {
        const row = liveRow(seen);
        if (row?.alarm.version !== seen.version) return 'stale';
        const syncAt = ruleSyncDueAt({ before: seen, after: next }, clock.now());
        const moves = next.projectId !== seen.projectId;
        if (moves) entomb(seen);
        if (moves || syncAt !== undefined) insert(next, syncAt);
        else rows.set(keyOf(next), { ...row, alarm: stored(next) });
        if (change) record(change);
        return 'stored';
      },
      async remove(alarm) {
        if (!isAt(alarm, alarm.version)) return 'stale';
        entomb(alarm, ruleSyncDueAt({ before: alarm }, clock.now()));
        return 'removed';
      },
    },
    alarmHistory: {
      async listOfAlarm(projectId, alarmId, page) {
        if (!liveRow({ projectId, id: alarmId })) return [];
        return visible(
          (change) => change.alarmId === alarmId && change.onBehalfOf === projectId,
          page,
        );
      },
      async list(projectId, page) {
        return visible(({ onBehalfOf }) => onBehalfOf === projectId, page);
      },
      async lastFirings(asked) {
        const last = new Map<string, Firing>();
        for (const firing of [...firings.values()].toSorted((one, other) =>
          one.id < other.id ? -1 : 1,
        ))
          if (asked.some(({ id }) => id === firing.alarmId)) last.set(firing.alarmId, firing);
        return last;
      },
    },
    alarmQuotas: {
      async get(projectId) {
        aPartition(projectId);
        return quotas.get(projectId);
      },
      async set(projectId, limit) {
        aPartition(projectId);
        if (limit === undefined) quotas.delete(projectId);
        else quotas.set(projectId, limit);
      },
    },
    firings: {
      async commit(firing, next) {
        const key = `F#${firing.projectId}#${firing.alarmId}#${firing.messageId}#${firing.arming}`;
        if (firings.has(key)) return 'already';
        if (next) {
          const row = liveRow(next.alarm);
          if (!row || !isAt(next.alarm, next.seen)) return 'stale';
          rows.set(keyOf(next.alarm), { ...row, alarm: stored(next.alarm) });
        }
        aRow(firingRow(firing, clock.now()));
        firings.set(key, firing);
        record(firingChange(firing));
        return 'stored';
      },
      async list(projectId, alarmId, messageId) {
        return [...firings.values()].filter(
          (firing) =>
            firing.projectId === projectId &&
            firing.alarmId === alarmId &&
            firing.messageId === messageId,
        );
      },
    },
    ruleSync: {
      async markSynced(alarm) {
        const row = rows.get(keyOf(alarm));
        if (!row || row.ruleVersion > alarm.version) return 'stale';
        rows.set(keyOf(alarm), { ...row, dueAt: undefined });
        return 'synced';
      },
      async unsynced(now, limit) {
        return [...rows.values()]
          .flatMap(({ alarm: { projectId, id }, dueAt }) =>
            dueAt !== undefined && dueAt <= now ? [{ projectId, id, dueAt }] : [],
          )
          .toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : 1))
          .slice(0, limit);
      },
      async take(due, until) {
        const row = rows.get(keyOf(due));
        if (row?.dueAt !== due.dueAt) return undefined;
        rows.set(keyOf(due), { ...row, dueAt: until });
        return { ...row.alarm, removed: row.removed };
      },
    },
  };
}
