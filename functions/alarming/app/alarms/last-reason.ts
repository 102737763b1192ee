import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** A list reads the last firings of so many alarms at most. */
const maximumLookedUp = 1000;

/**
 * The alarms with the reasons of their last firings. A firing that repeats an alarm's state does not write the
 * alarm's row, so that alarms can fire often; its reason is in the history.
 */
export async function withLastReasons(
  { alarmHistory }: Pick<Ports, 'alarmHistory'>,
  alarms: readonly Alarm[],
): Promise<readonly Alarm[]> {
  const repeating = alarms.filter(repeats).slice(0, maximumLookedUp);
  if (repeating.length === 0) return alarms;
  const last = await alarmHistory.lastTransitions(repeating);
  return alarms.map((alarm) => {
    const firing = repeats(alarm) ? last.get(alarm.id) : undefined;
    return firing?.arming === alarm.arming ? { ...alarm, stateReason: firing.reason } : alarm;
  });
}

/** The alarm with the reason of its last firing. */
export const withLastReason = async (
  ports: Pick<Ports, 'alarmHistory'>,
  alarm: Alarm,
): Promise<Alarm> => (await withLastReasons(ports, [alarm]))[0] ?? alarm;

const repeats = ({ rule, state, repeatActions }: Alarm): boolean =>
  rule.type === 'event' && state === 'alarm' && repeatActions === true;
