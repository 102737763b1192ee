import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { alarmNotFound, requireRole } from '../../core/alarm-access.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** The alarm, for a caller with this role. Another project's alarm is found for administrators only. */
export async function findAlarm(
  { alarms }: Pick<Ports, 'alarms'>,
  caller: Caller,
  id: string,
  role: 'reader' | 'member',
): Promise<Alarm> {
  if (!isUuidLike(id)) throw alarmNotFound(id);
  const own = await alarms.get(caller.projectId, id);
  const alarm = own ?? (isAdmin(caller) ? await alarms.find(id) : undefined);
  if (!alarm) throw alarmNotFound(id);
  requireRole(caller, role);
  return alarm;
}
