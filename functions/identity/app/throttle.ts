import { tooManyFailures } from '../core/refusal.ts';
import { loginStretchSeconds, mostFailures } from '../core/throttle.ts';
import { after } from '../../platform/core/instant.ts';
import type { Ports, Guess, LoginFailures } from '../ports.ts';

export interface WithLoginFailures {
  readonly loginFailures: LoginFailures;
}

export interface LoginAttempt {
  /** The address it comes from, where that is to count. */
  readonly source?: string | undefined;
  /** Whom it is for, whether or not there is such a one. */
  readonly login: string;
}

type ThrottlePorts = Pick<Ports, 'clock' | 'sleep'> & WithLoginFailures;

/** How long a login waits for others of the same user or source that are looked at: some 13 s in all. */
const pausesMilliseconds = [100, 200, 400, 800, 1600, 3200, 6400];

/**
 * Runs the check of a secret unless too many of the same user or source have failed. Then nothing is
 * checked, not even the right secret: so guessing on tells nothing. A guess counts from before it is
 * looked at, so that many at once are no more than many in a row.
 */
export async function withThrottle<Proof>(
  ports: ThrottlePorts,
  attempt: LoginAttempt,
  check: () => Promise<Proof | undefined | false>,
): Promise<Proof | undefined | false> {
  const { loginFailures } = ports;
  const { ofLogin, ofSource } = await counted(ports, attempt);
  try {
    const proof = await check();
    await (proof
      ? Promise.all([loginFailures.right(ofLogin), ofSource && loginFailures.takeBack(ofSource)])
      : Promise.all([loginFailures.wrong(ofLogin), ofSource && loginFailures.wrong(ofSource)]));
    return proof;
  } catch (failure) {
    // An outage tells nothing of the secret.
    await takeBack(ports, ofSource ? [ofLogin, ofSource] : [ofLogin]);
    throw failure;
  }
}

/** Counts a guess for its user and its source, waiting while others are looked at that may turn out right. */
async function counted(ports: ThrottlePorts, { source, login }: LoginAttempt) {
  for (const pause of [0, ...pausesMilliseconds]) {
    // oxlint-disable-next-line no-await-in-loop -- each try waits for what the one before found
    if (pause > 0) await ports.sleep(pause);
    const now = ports.clock.now();
    const stretch = { now, until: after(now, loginStretchSeconds) };
    // oxlint-disable-next-line no-await-in-loop -- as above
    const [ofLogin, ofSource] = await Promise.all([
      ports.loginFailures.begin(`login#${login}`, { ...stretch, most: mostFailures.login }),
      source !== undefined &&
        ports.loginFailures.begin(`source#${source}`, { ...stretch, most: mostFailures.source }),
    ]);
    const both = ofSource ? [ofLogin, ofSource] : [ofLogin];
    if (typeof ofLogin !== 'string' && typeof ofSource !== 'string') return { ofLogin, ofSource };
    // oxlint-disable-next-line no-await-in-loop -- as above
    await takeBack(ports, both);
    if (both.includes('full')) throw tooManyFailures(loginStretchSeconds);
  }
  throw tooManyFailures(1);
}

const takeBack = (
  { loginFailures }: ThrottlePorts,
  guesses: readonly (Guess | 'busy' | 'full')[],
): Promise<unknown> =>
  Promise.all(
    guesses.flatMap((guess) => (typeof guess === 'string' ? [] : loginFailures.takeBack(guess))),
  );
