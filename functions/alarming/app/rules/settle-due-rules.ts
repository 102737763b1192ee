import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { type RulePorts, settleAlarmRule } from './settle-alarm-rule.ts';

/** The bus takes few changes a second; what is left over is still due in the next sweep. */
const atMost = 50;

/** Settles the rules that a crash or the bus left unsettled, and says how many. */
export async function settleDueRules(ports: RulePorts & Pick<Ports, 'clock'>): Promise<number> {
  const unsettled = (await ports.alarms.unsettled(ports.clock.now())).slice(0, atMost);
  await allDone(
    unsettled.map((alarm) => settleAlarmRule(ports, alarm)),
    'rules not settled',
  );
  return unsettled.length;
}
