import { type Caller, isAdmin, mayAs } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Operand, Query } from './query/record-query.ts';

/** Refuses a caller without the role in his project; an administrator always has it (`aodh/api/policies.py`). */
export function requireRole(caller: Caller, role: 'reader' | 'member' | 'admin'): void {
  if (!mayAs(caller, role)) throw new Fault('forbidden', 'RBAC Authorization Failed');
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

/** Refuses a query that anywhere names another project than the caller's own; an administrator's may. */
export function requireQueryOwner(
  caller: Caller,
  query: Query | undefined,
  name: 'project_id' | 'on_behalf_of',
): void {
  if (!query || isAdmin(caller)) return;
  const foreign = namedIn(query, name).find((values) =>
    values.some((value) => value !== caller.projectId),
  );
  if (foreign)
    throw new Fault('unauthorized', `Not Authorized to access project ${foreign.join(', ')}`);
}

/** Everything a query compares the attribute with, leaf by leaf. */
function namedIn(query: Query, name: string): readonly (readonly Operand[])[] {
  if (query.kind === 'and' || query.kind === 'or')
    return query.queries.flatMap((part) => namedIn(part, name));
  if (query.kind === 'not') return namedIn(query.query, name);
  if (query.name !== name) return [];
  if (query.kind === 'in') return [query.values];
  return [[query.kind === 'match' ? query.source : query.value]];
}
