import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';
import { syncWatches, type WatchPorts } from '../looks/sync-watches.ts';
import { type PlacePorts, placeRule, withdrawRule } from './place-rule.ts';

export type SyncPorts = PlacePorts &
  Pick<Ports, 'alarms' | 'log' | 'ruleSync'> & {
    /** Missing if the deployment evaluates no alarms on measures. */
    readonly measures?: WatchPorts | undefined;
  };

/** How often to try while the alarm keeps changing; after that, the sweeper syncs it. */
const maximumRounds = 5;

/**
 * Makes the bus and the watched measures agree with an alarm that was just written or removed, and records that
 * they do. Several writers may reach the bus in a different order than the table, so a writer that finds a newer
 * row puts the rule of that row as well.
 */
export async function syncAlarmRule(
  ports: SyncPorts,
  alarm: Alarm & { readonly removed?: boolean },
  rounds = maximumRounds,
): Promise<void> {
  const { alarms, ruleSync } = ports;
  const { projectId, id } = alarm;
  await placeRuleOf(ports, alarm);
  if (ports.measures) await syncWatches(ports.measures, alarm);
  if ((await ruleSync.markSynced(alarm)) === 'synced') return;
  const newer = (await alarms.get(projectId, id)) ?? (await alarms.find(id));
  // Whoever removed the alarm marks its tombstone as synced.
  if (!newer) return withdrawRule(ports, id);
  if (rounds > 1) await syncAlarmRule(ports, newer, rounds - 1);
}

/** An alarm on measures has no rule on the bus, unless it was on events before. */
async function placeRuleOf(ports: SyncPorts, alarm: Alarm & { readonly removed?: boolean }) {
  if (alarm.rule.type === 'event' || (await ports.rulePlaces.get(alarm.id)))
    await placeRule(ports, alarm);
}

/**
 * Syncs the rule of an alarm for a request that has stored it. If the bus fails, the request has not: the alarm
 * stays due, and the sweeper syncs it.
 */
export async function syncOrLeaveDue(
  ports: SyncPorts,
  alarm: Alarm & { readonly removed?: boolean },
): Promise<'synced' | 'due'> {
  try {
    await syncAlarmRule(ports, alarm);
    return 'synced';
  } catch (error) {
    ports.log.error('rule left to the sweeper', {
      alarmId: alarm.id,
      projectId: alarm.projectId,
      error,
    });
    return 'due';
  }
}
