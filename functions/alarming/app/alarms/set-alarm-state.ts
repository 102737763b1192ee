import { whileStale } from '../../../platform/app/while-stale.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { alarmContended } from '../../core/alarm-contended.ts';
import { nextEpoch } from '../../core/alarm-epoch.ts';
import { stateSetDetail } from '../../core/alarm-detail.ts';
import { setManually } from '../../core/alarm-draft.ts';
import type { AlarmState } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';
import { changeBy } from './alarm-change.ts';
import { findAlarm } from './find-alarm.ts';

/** Sets an alarm's state and arms the alarm again. Always recorded; runs no actions. */
export async function setAlarmState(
  ports: Pick<Ports, 'alarms' | 'clock' | 'ids' | 'sleep'>,
  caller: Caller,
  id: string,
  state: AlarmState,
): Promise<AlarmState> {
  return whileStale(ports, alarmContended, async () => {
    const seen = await findAlarm(ports, caller, id, 'member');
    const next = {
      ...seen,
      state,
      stateReason: setManually,
      stateAt: ports.clock.now(),
      arming: seen.arming + 1,
      epoch: nextEpoch(seen, seen, true),
      version: seen.version + 1,
    };
    const change = changeBy(ports, caller, {
      alarm: next,
      type: 'state transition',
      detail: stateSetDetail(next),
      at: next.stateAt,
    });
    return (await ports.alarms.replace(next, seen, change)) === 'stored' ? state : 'stale';
  });
}
