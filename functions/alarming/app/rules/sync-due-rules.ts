import { allDone } from '../../../platform/app/all-done.ts';
import { examinedPerHandedOver, fairShare } from '../../../platform/core/fair-share.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';
import type { UnsyncedAlarm } from '../../rule-ports.ts';
import { type SyncPorts, syncAlarmRule } from './sync-alarm-rule.ts';

/** The bus accepts few changes per second; what exceeds this number is due in the next sweep. */
const maximumRules = 50;

/** When a rule whose sync failed is tried again. Until then it is in nobody's way. */
const againSeconds = 600;

type Needs = SyncPorts & Pick<Ports, 'clock'>;

/** Syncs the rules that are still due after a crash or a failure of the bus, each for itself, and returns how many. */
export async function syncDueRules(ports: Needs): Promise<number> {
  const limit = maximumRules * examinedPerHandedOver;
  const found = await ports.ruleSync.unsynced(ports.clock.now(), limit);
  const due = fairShare(found, ({ projectId }) => projectId, maximumRules);
  const synced = await allDone(
    due.map((each) => syncDueRule(ports, each)),
    'rules not synced',
  );
  return synced.filter(Boolean).length;
}

async function syncDueRule(ports: Needs, due: UnsyncedAlarm): Promise<boolean> {
  const { clock, log, ruleSync } = ports;
  try {
    const alarm = await ruleSync.take(due, after(clock.now(), againSeconds));
    if (alarm) await syncAlarmRule(ports, alarm);
    return alarm !== undefined;
  } catch (error) {
    log.error('rule not synced', { alarmId: due.id, projectId: due.projectId, error });
    throw error;
  }
}
