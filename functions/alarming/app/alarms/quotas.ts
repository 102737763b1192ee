import { requireRole } from '../../core/alarm-access.ts';
import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Ports } from '../../ports.ts';

type AlarmPorts = Pick<Ports, 'alarms'>;

/** How many alarms a project may have; undefined for any number. Another project's is for administrators. */
export async function showQuota(
  { alarms }: AlarmPorts,
  caller: Caller,
  projectId: string,
): Promise<number | undefined> {
  if (!isAdmin(caller) && projectId !== caller.projectId)
    throw new Fault('forbidden', 'RBAC Authorization Failed');
  requireRole(caller, 'reader');
  return alarms.quota(projectId);
}

/** Sets a project's quota, or lifts it. Alarms beyond a new quota stay. */
export async function setQuota(
  { alarms }: AlarmPorts,
  caller: Caller,
  projectId: string,
  limit: number | 'unlimited' | 'as it is',
): Promise<number | undefined> {
  requireRole(caller, 'admin');
  if (limit === 'as it is') return alarms.quota(projectId);
  const next = limit === 'unlimited' ? undefined : limit;
  await alarms.setQuota(projectId, next);
  return next;
}
