import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import { throttleLogin, type ThrottlePorts } from './login-throttle.ts';
import type { ApplicationCredentialLogin } from './login.ts';
import { refuseLogin, type RefusedLogin } from './refuse-login.ts';

export type VerifySecretPorts = ThrottlePorts & Pick<Ports, 'log' | 'secrets'>;

interface SecretAttempt extends RefusedLogin {
  /** What failures are counted for. */
  readonly login: string;
  /** Whether failures count for the source address too; true unless many programs share one. */
  readonly countsForSource?: boolean;
}

/** Checks a secret unless too many attempts have failed, which is logged like a wrong secret. */
export async function verifySecret(
  ports: VerifySecretPorts,
  attempt: SecretAttempt,
  check: () => Promise<boolean>,
): Promise<boolean> {
  const source = attempt.countsForSource === false ? undefined : attempt.source.address;
  try {
    return await throttleLogin(ports, { source, login: attempt.login }, check);
  } catch (failure) {
    if (failure instanceof Fault && failure.retryAfterSeconds !== undefined)
      refuseLogin(ports, attempt);
    throw failure;
  }
}

/**
 * What failures of an unknown user or credential are counted for: a hash of its reference. So unknown
 * logins are throttled like known ones.
 */
export const unknownLogin = (
  { secrets }: Pick<Ports, 'secrets'>,
  { id, name, user }: Pick<ApplicationCredentialLogin, 'id' | 'name' | 'user'>,
): string => `unknown#${secrets.hash(JSON.stringify([id, name, user]))}`;
