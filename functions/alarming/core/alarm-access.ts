import { type Caller, isAdmin, mayAs } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import { leavesOf, type Operand, type Query } from './query/record-query.ts';

/** Refuses a caller without the role in the caller's project; an administrator has every role (`aodh/api/policies.py`). */
export function requireRole(caller: Caller, role: 'reader' | 'member' | 'admin'): void {
  if (!mayAs(caller, role)) throw new Fault('forbidden', 'RBAC Authorization Failed');
}

/** Refuses a caller who names another owner; an administrator may. */
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

/** Refuses a query that names a project other than the caller's; an administrator may name any. */
export function requireQueryOwner(
  caller: Caller,
  query: Query | undefined,
  name: 'project_id' | 'on_behalf_of',
): void {
  if (!query || isAdmin(caller)) return;
  const foreign = leavesOf(query)
    .filter((leaf) => leaf.name === name)
    .map(operandsOf)
    .find((values) => values.some((value) => value !== caller.projectId));
  if (foreign)
    throw new Fault('unauthorized', `Not Authorized to access project ${foreign.join(', ')}`);
}

function operandsOf(leaf: ReturnType<typeof leavesOf>[number]): readonly Operand[] {
  if (leaf.kind === 'in') return leaf.values;
  return [leaf.kind === 'match' ? leaf.source : leaf.value];
}
