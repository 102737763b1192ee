import { alarmContended } from '../../core/alarm-contended.ts';
import { stateSetDetail } from '../../core/alarm-detail.ts';
import { setByHand } from '../../core/alarm-draft.ts';
import type { AlarmState } from '../../core/alarm.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import type { Ports } from '../../ports.ts';
import { changeBy } from './change-by.ts';
import { findAlarm } from './find-alarm.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';

/** Sets an alarm's state by hand and arms it anew; recorded even if nothing changes, and no action runs. */
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
      stateReason: setByHand,
      stateAt: ports.clock.now(),
      arming: seen.arming + 1,
      version: seen.version + 1,
    };
    const change = changeBy(
      ports,
      caller,
      next,
      'state transition',
      stateSetDetail(next),
      next.stateAt,
    );
    return (await ports.alarms.replace(next, seen, change)) === 'stored' ? state : 'stale';
  });
}
