import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'alarmQuotas'>;

/** How many alarms a project may have; undefined means no limit. Only administrators see another project's quota. */
export async function showQuota(
  { alarmQuotas }: Needs,
  caller: Caller,
  projectId: string,
): Promise<number | undefined> {
  if (!isAdmin(caller) && projectId !== caller.projectId)
    throw new Fault('forbidden', 'RBAC Authorization Failed');
  requireRole(caller, 'reader');
  return alarmQuotas.get(projectId);
}

/** Sets or removes a project's quota. Alarms beyond a new quota are kept. */
export async function setQuota(
  { alarmQuotas }: Needs,
  caller: Caller,
  projectId: string,
  limit: number | 'unlimited' | 'unchanged',
): Promise<number | undefined> {
  requireRole(caller, 'admin');
  if (limit === 'unchanged') return alarmQuotas.get(projectId);
  const next = limit === 'unlimited' ? undefined : limit;
  await alarmQuotas.set(projectId, next);
  return next;
}
