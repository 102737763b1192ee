import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** Makes the rule on the bus agree with the alarm's row, and records that it does. */
export async function settleAlarmRule(
  _ports: Pick<Ports, 'alarms' | 'alarmRules' | 'clock' | 'log' | 'settings'>,
  _alarm: Alarm & { readonly removed: boolean },
): Promise<void> {
  throw new Error('not built yet');
}
