import { allDone } from '../../../platform/app/all-done.ts';
import type { Ports } from '../../ports.ts';
import { type SyncPorts, syncAlarmRule } from './sync-alarm-rule.ts';

/** The bus accepts few changes per second; what exceeds this number is due in the next sweep. */
const maximumRules = 50;

/** Syncs the rules that are still due after a crash or a failure of the bus, and returns how many. */
export async function syncDueRules(ports: SyncPorts & Pick<Ports, 'clock'>): Promise<number> {
  const due = (await ports.ruleSync.unsynced(ports.clock.now())).slice(0, maximumRules);
  await allDone(
    due.map((alarm) => syncAlarmRule(ports, alarm)),
    'rules not synced',
  );
  return due.length;
}
