import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import { nextEpoch } from '../../core/alarm-epoch.ts';
import { stateSetDetail } from '../../core/alarm-detail.ts';
import { setManually } from '../../core/alarm-draft.ts';
import { armedAs, type AlarmState } from '../../core/alarm.ts';
import { needsSync } from '../../core/rule/bus-rule.ts';
import type { Ports } from '../../ports.ts';
import { type SyncPorts, syncOrLeaveDue } from '../rules/sync-alarm-rule.ts';
import { changeBy } from './alarm-change.ts';
import { findAlarm } from './find-alarm.ts';

/** Sets an alarm's state and arms the alarm again. Always recorded; runs no actions. One on measures is looked at then. */
export async function setAlarmState(
  ports: SyncPorts & Pick<Ports, 'clock' | 'ids' | 'sleep'>,
  caller: Caller,
  id: string,
  state: AlarmState,
): Promise<AlarmState> {
  const { seen, next } = await whileStale(ports, alarmContended, async () => {
    const found = await findAlarm(ports, caller, id, 'member');
    const now = ports.clock.now();
    const after = {
      ...found,
      state,
      stateReason: setManually,
      stateAt: now,
      arming: found.arming + 1,
      epoch: nextEpoch(found, found, true),
      ...armedAs(found.rule, state, now),
      version: found.version + 1,
    };
    const change = changeBy(ports, caller, {
      alarm: after,
      type: 'state transition',
      detail: stateSetDetail(after),
      at: now,
    });
    const outcome = await ports.alarms.replace(after, found, change);
    return outcome === 'stored' ? { seen: found, next: after } : 'stale';
  });
  if (needsSync(seen, next)) await syncOrLeaveDue(ports, next);
  return state;
}
