import { alarmContended } from '../../core/alarm-contended.ts';
import { busRuleOf } from '../../core/rule/bus-rule.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import type { Ports } from '../../ports.ts';
import { endTrusts } from './entrust.ts';
import { findAlarm } from './find-alarm.ts';
import { type RulePorts, settleAlarmRule } from '../rules/settle-alarm-rule.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

/** Removes an alarm and its history from sight, then its rule from the bus. */
export async function deleteAlarm(
  ports: RulePorts & Pick<Ports, 'ids' | 'sleep' | 'trusts'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const alarm = await whileStale(ports, alarmContended, async () => {
    const seen = await findAlarm(ports, caller, id, 'member');
    return (await ports.alarms.remove(seen)) === 'removed' ? seen : 'stale';
  });
  await endTrusts(ports, alarm);
  if (busRuleOf(alarm))
    await settleAlarmRule(ports, { ...alarm, version: alarm.version + 1, removed: true });
}
