import { type Caller, holds, isAdmin } from './caller.ts';
import { Fault } from './fault.ts';

/** Refuses a caller without the role in his project; an administrator always has it (`aodh/api/policies.py`). */
export function requireRole(caller: Caller, role: 'reader' | 'member' | 'admin'): void {
  if (!isAdmin(caller) && !holds(caller, role))
    throw new Fault('forbidden', 'RBAC Authorization Failed');
}

/** Refuses a caller who names somebody else as owner; an administrator may. */
export function requireOwner(
  caller: Caller,
  aspect: 'project' | 'user',
  id: string | null | undefined,
): void {
  const own = aspect === 'project' ? caller.projectId : caller.userId;
  if (!isAdmin(caller) && id !== undefined && id !== own)
    throw new Fault('unauthorized', `Not Authorized to access ${aspect} ${id ?? 'None'}`);
}

export const alarmNotFound = (id: string): Fault => new Fault('not-found', `Alarm ${id} not found`);
