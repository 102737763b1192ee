import type { Alarm, AlarmChange } from '../../functions/alarming/core/alarm.ts';
import { ruleSyncDueAt } from '../../functions/alarming/core/rule/bus-rule.ts';
import type { SettledAlarm } from '../../functions/alarming/core/rule/settlement.ts';
import type { Instant } from '../../functions/platform/core/instant.ts';
import {
  isInHistory,
  transitionChange,
} from '../../functions/alarming/core/decision/decide-transition.ts';
import type { IdleHit } from '../../functions/alarming/core/decision/idle-hit.ts';
import type { Transition, TriggerKey } from '../../functions/alarming/core/decision/transition.ts';
import type { HitRecorder, HitRecords, Ports } from '../../functions/alarming/ports.ts';
import type { TimePage } from '../../functions/alarming/core/time/time-page.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { alarmAttribute } from '../../functions/alarming/aws/alarm-rows.ts';
import { changeRow } from '../../functions/alarming/aws/history-rows.ts';
import { transitionRow } from '../../functions/alarming/aws/transition-rows.ts';
import { aPartition, aRow, rowKey } from './dynamo-limits.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';

/** The ports that share the rows of alarms. */
export type AlarmPorts = Pick<
  Ports,
  'alarms' | 'alarmHistory' | 'alarmQuotas' | 'ruleSync' | 'transitions'
> & { readonly hitRecords: HitRecorder & HitRecords };

interface Row {
  readonly alarm: Alarm;
  readonly removed: boolean;
  readonly ruleVersion: number;
  readonly dueAt: Instant | undefined;
  readonly settledAt?: Instant | undefined;
}

const keyOf = ({ projectId, id }: { projectId: string; id: string }) => rowKey(projectId, id);

const stored = (alarm: Alarm): Alarm => {
  aRow({ alarm: alarmAttribute(alarm) });
  return alarm;
};

function settledOf({ alarm, dueAt, settledAt }: Row): SettledAlarm {
  if (dueAt !== undefined) return { alarm, settlement: { kind: 'unsettled' } };
  return settledAt === undefined
    ? { alarm, settlement: { kind: 'unknown' } }
    : { alarm, settlement: { kind: 'settled', at: settledAt } };
}

/** What an alarm decided on, as a key. */
function triggerText(of: { projectId: string; alarmId: string; trigger: TriggerKey }): string {
  const { projectId, alarmId, trigger } = of;
  const parts = trigger.kind === 'event' ? [trigger.messageId] : [trigger.window, trigger.decision];
  return JSON.stringify([projectId, alarmId, trigger.kind, ...parts]);
}

/** Alarms in memory, keyed by project and id as in the table, and the ports that share them. */
export function memoryAlarms(clock: Clock = systemClock): AlarmPorts {
  const rows = new Map<string, Row>();
  const changes = new Map<string, AlarmChange>();
  const transitions = new Map<string, Transition>();
  const idleHits = new Map<string, IdleHit>();
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
      async getSettled(projectId, id) {
        const row = liveRow({ projectId, id });
        return row && settledOf(row);
      },
      async listSettled(projectId) {
        return live()
          .filter(({ alarm }) => alarm.projectId === projectId)
          .map(settledOf);
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
      async lastTransitions(asked) {
        const last = new Map<string, Transition>();
        for (const firing of [...transitions.values()].toSorted((one, other) =>
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
    transitions: {
      async commit(transition, next, before) {
        await before?.();
        const key = `${triggerText(transition)}#${transition.arming}`;
        if (transitions.has(key)) return 'already';
        if (next) {
          const row = liveRow(next.alarm);
          if (!row || !isAt(next.alarm, next.seen)) return 'stale';
          rows.set(keyOf(next.alarm), { ...row, alarm: stored(next.alarm) });
        }
        aRow(transitionRow(transition, clock.now()));
        transitions.set(key, transition);
        if (isInHistory(transition)) record(transitionChange(transition));
        return 'stored';
      },
      async list(projectId, alarmId, trigger) {
        const text = triggerText({ projectId, alarmId, trigger });
        return [...transitions.values()].filter((each) => triggerText(each) === text);
      },
    },
    hitRecords: {
      async addIdle(hit) {
        aPartition(hit.projectId);
        if (!idleHits.has(hit.id)) idleHits.set(hit.id, hit);
      },
      async listIdle(projectId, { limit, before }) {
        return [...idleHits.values()]
          .filter((hit) => hit.projectId === projectId)
          .filter(({ id }) => before === undefined || id < before)
          .toSorted((left, right) => (left.id < right.id ? 1 : -1))
          .slice(0, limit);
      },
      async ofMessage(projectId, messageId, limit) {
        const isOfMessage = (of: { readonly projectId: string }, id: string | undefined) =>
          of.projectId === projectId && id === messageId;
        const found = [
          ...[...transitions.values()].filter((each) =>
            isOfMessage(each, 'messageId' in each.trigger ? each.trigger.messageId : undefined),
          ),
          ...[...idleHits.values()].filter((each) => isOfMessage(each, each.messageId)),
        ]
          .toSorted((left, right) => (left.id < right.id ? -1 : 1))
          .slice(0, limit);
        return {
          firings: found.filter((each) => 'trigger' in each),
          idle: found.filter((each) => 'reason' in each && 'messageId' in each),
        };
      },
    },
    ruleSync: {
      async markSynced(alarm) {
        const row = rows.get(keyOf(alarm));
        if (!row || row.ruleVersion > alarm.version) return 'stale';
        const settledAt = row.settledAt ?? clock.now();
        rows.set(keyOf(alarm), { ...row, dueAt: undefined, settledAt });
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
