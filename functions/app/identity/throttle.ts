import { TooManyFailures } from '../../core/identity/refusal.ts';
import { loginStretchSeconds, mostFailures } from '../../core/identity/throttle.ts';
import { after } from '../../core/instant.ts';
import type { Ports } from '../../ports.ts';
import type { LoginFailures } from '../../ports/identity.ts';

export interface WithLoginFailures {
  readonly loginFailures: LoginFailures;
}

export interface LoginAttempt {
  /** The address it comes from. */
  readonly source: string;
  /** Whom it is for, whether or not there is such a one. */
  readonly login: string;
}

/**
 * Runs the check of a secret unless too many of the same user or source have failed. Then nothing is
 * checked, not even the right secret: so guessing on tells nothing.
 */
export async function withThrottle<Proof>(
  { clock, loginFailures }: Pick<Ports, 'clock'> & WithLoginFailures,
  { source, login }: LoginAttempt,
  check: () => Promise<Proof | undefined | false>,
): Promise<Proof | undefined | false> {
  const now = clock.now();
  const subjects = { login: `login#${login}`, source: `source#${source}` };
  const [ofLogin, ofSource] = await Promise.all([
    loginFailures.count(subjects.login, now),
    loginFailures.count(subjects.source, now),
  ]);
  if (ofLogin >= mostFailures.login || ofSource >= mostFailures.source)
    throw new TooManyFailures(loginStretchSeconds);
  const proof = await check();
  if (proof) {
    if (ofLogin > 0) await loginFailures.clear(subjects.login);
    return proof;
  }
  const until = after(now, loginStretchSeconds);
  await Promise.all(
    Object.values(subjects).map((subject) => loginFailures.add(subject, now, until)),
  );
  return proof;
}
