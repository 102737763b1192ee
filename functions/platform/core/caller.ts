import { Fault } from './fault.ts';

export type Role = 'admin' | 'member' | 'reader' | 'service';

/** Who makes a request: a user acting in one project, with the roles they hold there, implied ones included. */
export interface Caller {
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
}

export const holds = (caller: Pick<Caller, 'roles'>, role: Role): boolean =>
  caller.roles.includes(role);

/** An administrator of the whole cloud, as `context_is_admin` of Qinling and Aodh: the role `admin` in any project. */
export const isAdmin = (caller: Pick<Caller, 'roles'>): boolean => holds(caller, 'admin');

/** Whether the caller may do what a role may; an administrator may do everything. */
export const mayAs = (caller: Pick<Caller, 'roles'>, role: Role): boolean =>
  isAdmin(caller) || holds(caller, role);

/** Refuses a caller without the role, in Qinling's words. */
export function requireRole(caller: Pick<Caller, 'roles'>, role: Role): void {
  if (!mayAs(caller, role)) throw new Fault('forbidden', 'Operation not allowed');
}

export const requireAdmin = (caller: Pick<Caller, 'roles'>): void => requireRole(caller, 'admin');
