import { tooManyFailures } from '../core/refusal.ts';
import { loginWindowSeconds, maximumFailures } from '../core/login-limits.ts';
import { after } from '../../platform/core/instant.ts';
import type { LoginAttempt, Ports } from '../ports.ts';

export interface ThrottledLogin {
  /** The address the login comes from, if failures count for it. */
  readonly source?: string | undefined;
  /** The user or credential, whether or not it exists. */
  readonly login: string;
}

export type ThrottlePorts = Pick<Ports, 'clock' | 'loginFailures' | 'sleep'>;

/** How long a login waits for concurrent ones that are being checked: about 13 s in all. */
const pausesMilliseconds = [100, 200, 400, 800, 1600, 3200, 6400];

/**
 * Checks a secret unless too many logins of the same user or source have failed. Then even the right
 * secret is not checked, so further guesses reveal nothing. An attempt counts from before its check,
 * so that concurrent attempts get no more checks than sequential ones.
 */
export async function throttleLogin(
  ports: ThrottlePorts,
  login: ThrottledLogin,
  check: () => Promise<boolean>,
): Promise<boolean> {
  const { loginFailures } = ports;
  const { ofLogin, ofSource } = await count(ports, login, pausesMilliseconds);
  try {
    const verified = await check();
    await (verified
      ? Promise.all([loginFailures.succeed(ofLogin), ofSource && loginFailures.cancel(ofSource)])
      : Promise.all([loginFailures.fail(ofLogin), ofSource && loginFailures.fail(ofSource)]));
    return verified;
  } catch (failure) {
    // The check itself failed, which says nothing about the secret.
    await cancelAll(ports, [ofLogin, ofSource]);
    throw failure;
  }
}

interface Counted {
  readonly ofLogin: LoginAttempt;
  readonly ofSource: LoginAttempt | undefined;
}

/** Counts an attempt for its login and its source, pausing while concurrent attempts may still succeed. */
async function count(
  ports: ThrottlePorts,
  login: ThrottledLogin,
  [pause, ...pauses]: readonly number[],
): Promise<Counted> {
  const counted = await countNow(ports, login);
  if (counted !== 'busy') return counted;
  if (pause === undefined) throw tooManyFailures(1);
  await ports.sleep(pause);
  return count(ports, login, pauses);
}

async function countNow(
  ports: ThrottlePorts,
  { login, source }: ThrottledLogin,
): Promise<Counted | 'busy'> {
  const { clock, loginFailures } = ports;
  const now = clock.now();
  const until = after(now, loginWindowSeconds);
  const [ofLogin, ofSource] = await Promise.all([
    loginFailures.begin(`login#${login}`, { now, until, limit: maximumFailures.login }),
    source === undefined
      ? undefined
      : loginFailures.begin(`source#${source}`, { now, until, limit: maximumFailures.source }),
  ]);
  if (typeof ofLogin !== 'string' && typeof ofSource !== 'string') return { ofLogin, ofSource };
  await cancelAll(ports, [ofLogin, ofSource]);
  if (ofLogin === 'full' || ofSource === 'full') throw tooManyFailures(loginWindowSeconds);
  return 'busy';
}

const cancelAll = (
  { loginFailures }: ThrottlePorts,
  attempts: readonly (LoginAttempt | 'busy' | 'full' | undefined)[],
): Promise<unknown> =>
  Promise.all(
    attempts.flatMap((one) => (typeof one === 'object' ? [loginFailures.cancel(one)] : [])),
  );
