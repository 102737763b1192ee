import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';
import { type PlacePorts, placeRule, withdrawRule } from './place-rule.ts';

export type RulePorts = PlacePorts & Pick<Ports, 'alarms'>;

/** Rounds after which the sweeper takes over: every round but the last met a newer change. */
const rounds = 5;

/**
 * Makes the bus agree with an alarm that has just been written or removed, and records it. Writers of
 * the same alarm may reach the bus in another order than the table, so whoever finds that the row has
 * moved on puts the newer rule as well.
 */
export async function settleAlarmRule(
  ports: RulePorts,
  written: Alarm & { readonly removed?: boolean },
): Promise<void> {
  const { alarms } = ports;
  let alarm: Alarm & { readonly removed?: boolean } = written;
  for (let round = 1; round <= rounds; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the row is looked at after the bus
    await placeRule(ports, alarm);
    // oxlint-disable-next-line no-await-in-loop -- see above
    if ((await alarms.ruleSettled(alarm)) === 'settled') return;
    const { projectId, id }: Alarm = alarm;
    // oxlint-disable-next-line no-await-in-loop -- see above
    const now = (await alarms.get(projectId, id)) ?? (await alarms.find(id));
    // oxlint-disable-next-line no-await-in-loop -- the remover settles its tombstone, after us or before
    if (!now) return withdrawRule(ports, id);
    alarm = now;
  }
}
