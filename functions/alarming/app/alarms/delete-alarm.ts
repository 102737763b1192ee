import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import { needsSync } from '../../core/rule/bus-rule.ts';
import type { Ports } from '../../ports.ts';
import { type SyncPorts, syncOrLeaveDue } from '../rules/sync-alarm-rule.ts';
import { endTrusts } from './action-trusts.ts';
import { findAlarm } from './find-alarm.ts';

/** Removes an alarm with its history, then its rule on the bus. */
export async function deleteAlarm(
  ports: SyncPorts & Pick<Ports, 'ids' | 'sleep' | 'trusts'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const alarm = await whileStale(ports, alarmContended, async () => {
    const seen = await findAlarm(ports, caller, id, 'member');
    return (await ports.alarms.remove(seen)) === 'removed' ? seen : 'stale';
  });
  await endTrusts(ports, alarm);
  if (needsSync(alarm, undefined))
    await syncOrLeaveDue(ports, { ...alarm, version: alarm.version + 1, removed: true });
}
