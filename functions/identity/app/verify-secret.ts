import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import { type ThrottledLogin, throttleLogin, type ThrottlePorts } from './login-throttle.ts';
import { refuseLogin, type RefusedLogin } from './refuse-login.ts';

export type VerifySecretPorts = ThrottlePorts & Pick<Ports, 'log'>;

interface SecretAttempt extends RefusedLogin, Omit<ThrottledLogin, 'source'> {}

/** Checks a secret unless too many attempts have failed, which is logged like a wrong secret. */
export async function verifySecret(
  ports: VerifySecretPorts,
  attempt: SecretAttempt,
  check: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await throttleLogin(ports, { ...attempt, source: attempt.source.address }, check);
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      refuseLogin(ports, attempt);
    throw failure;
  }
}
