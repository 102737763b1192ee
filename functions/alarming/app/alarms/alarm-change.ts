import type { Caller } from '../../../platform/core/caller.ts';
import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** The history entry of a change that a caller made to an alarm. */
export const changeBy = (
  { ids }: Pick<Ports, 'ids'>,
  { userId, projectId }: Caller,
  { alarm, ...what }: Pick<AlarmChange, 'type' | 'detail' | 'at'> & { readonly alarm: Alarm },
): AlarmChange => ({
  ...what,
  eventId: ids.ordered(what.at),
  alarmId: alarm.id,
  userId,
  projectId,
  onBehalfOf: alarm.projectId,
  severity: alarm.severity,
});
