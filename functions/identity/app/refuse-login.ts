import type { Fault } from '../../platform/core/fault.ts';
import type { LoginSource } from '../../platform/ports.ts';
import { unauthenticated } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';

export interface RefusedLogin {
  readonly method: string;
  readonly userId: string | undefined;
  readonly source: LoginSource;
}

/** Logs a refused login and returns the refusal. Names are not logged: people type passwords there. */
export function refuseLogin(
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  { method, userId, source: { address, requestId } }: RefusedLogin,
): Fault {
  log.warn('login refused', {
    at: clock.now(),
    requestId,
    source: address,
    method,
    ...(userId && { userId }),
  });
  return unauthenticated();
}
