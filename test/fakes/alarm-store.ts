import type { Alarm, AlarmChange } from '../../functions/alarming/core/alarm.ts';
import { busRuleOf, sameBusRule } from '../../functions/alarming/core/rule/bus-rule.ts';
import type { Firing } from '../../functions/alarming/core/decision/firing.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { AlarmStore } from '../../functions/alarming/ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';

interface Row {
  readonly alarm: Alarm;
  readonly removed: boolean;
  readonly ruleVersion: number;
  readonly dueAt?: Instant;
}

interface Entry {
  readonly change: AlarmChange;
  readonly firing?: Firing;
}

const settleWithinSeconds = 60;

const keyOf = ({ projectId, id }: { projectId: string; id: string }) => `${projectId}#${id}`;

/** Alarms in Maps, keyed by project and id as the table is. */
export function memoryAlarmStore(clock: Clock = systemClock): AlarmStore {
  const rows = new Map<string, Row>();
  const entries = new Map<string, Entry>();
  const quotas = new Map<string, number>();

  const liveRow = (alarm: { projectId: string; id: string }) => {
    const row = rows.get(keyOf(alarm));
    return row && !row.removed ? row : undefined;
  };
  const live = () => [...rows.values()].filter(({ removed }) => !removed);
  const due = () => ({ dueAt: after(clock.now(), settleWithinSeconds) });
  const insert = (alarm: Alarm) =>
    rows.set(keyOf(alarm), {
      alarm,
      removed: false,
      ruleVersion: alarm.version,
      ...(busRuleOf(alarm) && due()),
    });
  const entomb = (alarm: Alarm, awaitsRule: boolean) => {
    const next = { ...alarm, version: alarm.version + 1 };
    rows.set(keyOf(alarm), {
      alarm: next,
      removed: true,
      ruleVersion: next.version,
      ...(awaitsRule && due()),
    });
  };
  const isSeen = (alarm: { projectId: string; id: string }, version: number) =>
    liveRow(alarm)?.alarm.version === version;
  const record = (change: AlarmChange) => entries.set(`C#${change.eventId}`, { change });
  const visible = (keep: (change: AlarmChange) => boolean) => {
    const ids = new Set(live().map(({ alarm }) => alarm.id));
    return [...entries.values()]
      .map(({ change }) => change)
      .filter((change) => ids.has(change.alarmId) && keep(change));
  };

  return {
    async create(alarm, change) {
      const count = live().filter((row) => row.alarm.projectId === alarm.projectId).length;
      if (count >= (quotas.get(alarm.projectId) ?? Infinity)) return 'full';
      if (rows.has(keyOf(alarm))) throw new Error(`alarm ${alarm.id} exists`);
      insert(alarm);
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
      if (next.projectId !== seen.projectId) entomb(seen, false);
      if (next.projectId !== seen.projectId || !sameBusRule(next, seen))
        rows.set(keyOf(next), {
          alarm: next,
          removed: false,
          ruleVersion: next.version,
          ...due(),
        });
      else rows.set(keyOf(next), { ...row, alarm: next });
      if (change) record(change);
      return 'stored';
    },
    async fire(firing, change, next) {
      const key = `F#${firing.projectId}#${firing.alarmId}#${firing.messageId}#${firing.arming}`;
      if (entries.has(key)) return 'already';
      if (next) {
        const row = liveRow(next.alarm);
        if (!row || !isSeen(next.alarm, next.seen)) return 'stale';
        rows.set(keyOf(next.alarm), { ...row, alarm: next.alarm });
      }
      entries.set(key, { change, firing });
      return 'stored';
    },
    async firings(projectId, alarmId, messageId) {
      return [...entries.values()].flatMap(({ firing }) =>
        firing?.projectId === projectId &&
        firing.alarmId === alarmId &&
        firing.messageId === messageId
          ? [firing]
          : [],
      );
    },
    async remove(alarm) {
      if (!isSeen(alarm, alarm.version)) return 'stale';
      entomb(alarm, busRuleOf(alarm) !== undefined);
      return 'removed';
    },
    async history(projectId, alarmId) {
      if (!liveRow({ projectId, id: alarmId })) return [];
      return visible((change) => change.alarmId === alarmId && change.onBehalfOf === projectId);
    },
    async projectHistory(projectId) {
      return visible(({ onBehalfOf }) => onBehalfOf === projectId);
    },
    async allHistory() {
      return visible(() => true);
    },
    async ruleSettled(settled) {
      const row = rows.get(keyOf(settled));
      if (!row || row.ruleVersion > settled.version) return 'stale';
      const { dueAt: _, ...rest } = row;
      rows.set(keyOf(settled), rest);
      return 'settled';
    },
    async unsettled(now) {
      return [...rows.values()].flatMap(({ alarm, removed, dueAt }) =>
        dueAt !== undefined && dueAt <= now ? [{ ...alarm, removed }] : [],
      );
    },
    async quota(projectId) {
      return quotas.get(projectId);
    },
    async setQuota(projectId, limit) {
      if (limit === undefined) quotas.delete(projectId);
      else quotas.set(projectId, limit);
    },
  };
}
