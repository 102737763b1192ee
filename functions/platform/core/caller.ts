import { Fault } from './fault.ts';

export type Role = 'admin' | 'member' | 'reader' | 'service';

/** Who asks: a user acting in one project with the roles he holds there, implied ones included. */
export interface Caller {
  readonly userId: string;
  readonly projectId: string;
  readonly roles: readonly Role[];
}

export const holds = (caller: Pick<Caller, 'roles'>, role: Role): boolean =>
  caller.roles.includes(role);

/** An administrator of the whole cloud, as `context_is_admin` of Qinling and Aodh: the role `admin` in any project. */
export const isAdmin = (caller: Pick<Caller, 'roles'>): boolean => holds(caller, 'admin');

/** Whether somebody may do what a role may. An administrator may always. */
export const mayAs = (caller: Pick<Caller, 'roles'>, role: Role): boolean =>
  isAdmin(caller) || holds(caller, role);

/** Qinling's answer to an administrator's command from anybody else. */
export function requireAdmin(caller: Caller): void {
  if (!isAdmin(caller)) throw new Fault('forbidden', 'Operation not allowed');
}
