import { type Caller, mayAs } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';

/** Refuses a caller without the role, in Panko's words. */
export function requireLogRole(caller: Caller, role: 'reader' | 'member'): void {
  if (!mayAs(caller, role)) throw new Fault('forbidden', 'RBAC Authorization Failed');
}

export const eventNotFound = (id: string): Fault => new Fault('not-found', `Event ${id} Not Found`);
