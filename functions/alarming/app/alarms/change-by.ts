import type { Alarm, AlarmChange, HistoryType } from '../../core/alarm.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';

/** The history entry of what a caller did to an alarm. */
export const changeBy = (
  { ids }: Pick<Ports, 'ids'>,
  caller: Caller,
  alarm: Alarm,
  type: HistoryType,
  detail: string,
  at: Instant,
): AlarmChange => ({
  eventId: ids.random(),
  alarmId: alarm.id,
  type,
  detail,
  userId: caller.userId,
  projectId: caller.projectId,
  onBehalfOf: alarm.projectId,
  severity: alarm.severity,
  at,
});
