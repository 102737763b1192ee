import { type Caller, isAdmin, mayAs } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';

const refused = (): Fault =>
  new Fault('forbidden', 'You are not authorized to perform the requested action.');

/** Whoever may read what a project has may read the console's lists of it. */
export function requireReader(caller: Caller): void {
  if (!mayAs(caller, 'reader')) throw refused();
}

export function requireAdministrator(caller: Caller): void {
  if (!isAdmin(caller)) throw refused();
}
