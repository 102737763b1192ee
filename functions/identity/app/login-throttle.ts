import { maximumFailures, windowEnd } from '../core/login-limits.ts';
import { tooManyFailures } from '../core/refusal.ts';
import { networkOf } from '../core/source-network.ts';
import { type Instant, millisecondsOf } from '../../platform/core/instant.ts';
import type { LoginAttempt, LoginCounter, Ports } from '../ports.ts';
import { isUsualSource, rememberSource } from './usual-sources.ts';

export interface ThrottledLogin {
  /** The user or credential as the client names it, which reveals nothing about whether it exists. */
  readonly reference: string;
  /** What it names; undefined if that does not exist. */
  readonly account: string | undefined;
  /** The address the login comes from. */
  readonly source: string;
  /** Whether failures count for the source as a whole; false if many programs share it. */
  readonly countsForSource?: boolean | undefined;
}

export type ThrottlePorts = Pick<
  Ports,
  'clock' | 'loginFailures' | 'secrets' | 'sleep' | 'usualSources'
>;

type Check = () => Promise<boolean>;

/** How long a login waits for concurrent ones that are being checked: about 13 s in all. */
const pausesMilliseconds = [100, 200, 400, 800, 1600, 3200, 6400];

/**
 * Checks a secret unless too many logins have failed; then even the right secret is not checked, so
 * further guesses reveal nothing. See decision 0008.
 *
 * A source from which the same user or credential has logged in before has a budget of its own, which
 * no failure elsewhere uses up. All other sources share one budget.
 */
export async function throttleLogin(
  ports: ThrottlePorts,
  given: ThrottledLogin,
  check: Check,
): Promise<boolean> {
  const login = { ...given, source: networkOf(given.source) };
  const usual = await isUsualSource(ports, login);
  const verified = usual
    ? await checkFromUsualSource(ports, login, check)
    : await countWhile(ports, sharedCounters(ports, login), check);
  if (verified) await rememberSource(ports, login);
  return verified;
}

/**
 * A wrong secret is then also counted and answered as if the source were unusual: otherwise somebody at
 * the same address could tell that the user exists.
 */
async function checkFromUsualSource(
  ports: ThrottlePorts,
  login: ThrottledLogin,
  check: Check,
): Promise<boolean> {
  const verified = await countWhile(ports, [ownCounter(ports, login)], check);
  if (!verified) await countWhile(ports, sharedCounters(ports, login), async () => false);
  return verified;
}

const ownCounter = (
  { clock }: Pick<Ports, 'clock'>,
  { reference, source }: ThrottledLogin,
): LoginCounter => ({
  subject: `usual#${reference}#${source}`,
  until: windowEnd(clock.now()),
  limit: maximumFailures.usualSource,
});

function sharedCounters(
  { clock }: Pick<Ports, 'clock'>,
  { reference, source, countsForSource = true }: ThrottledLogin,
): readonly LoginCounter[] {
  const until = windowEnd(clock.now());
  const ofLogin = { subject: `login#${reference}`, until, limit: maximumFailures.unusualSources };
  const ofSource = { subject: `source#${source}`, until, limit: maximumFailures.source };
  return countsForSource ? [ofLogin, ofSource] : [ofLogin];
}

/** An attempt counts from before its check, so concurrent attempts get no more checks than sequential ones. */
async function countWhile(
  ports: ThrottlePorts,
  counters: readonly LoginCounter[],
  check: Check,
): Promise<boolean> {
  const { loginFailures } = ports;
  const attempts = await count(ports, counters, pausesMilliseconds);
  try {
    const verified = await check();
    await Promise.all(attempts.map((one) => loginFailures[verified ? 'cancel' : 'fail'](one)));
    return verified;
  } catch (failure) {
    // The check itself failed, which says nothing about the secret.
    await Promise.all(attempts.map((one) => loginFailures.cancel(one)));
    throw failure;
  }
}

/** Counts an attempt in all counters or none, pausing while concurrent attempts may still succeed. */
async function count(
  ports: ThrottlePorts,
  counters: readonly LoginCounter[],
  [pause, ...pauses]: readonly number[],
): Promise<readonly LoginAttempt[]> {
  const { clock, loginFailures, sleep } = ports;
  const begun = await Promise.all(counters.map((counter) => loginFailures.begin(counter)));
  const attempts = begun.filter((one) => typeof one === 'object');
  if (attempts.length === counters.length) return attempts;
  await Promise.all(attempts.map((one) => loginFailures.cancel(one)));
  if (begun.includes('full')) throw tooManyFailures(secondsToEnd(clock.now()));
  if (pause === undefined) throw tooManyFailures(1);
  await sleep(pause);
  return count(ports, counters, pauses);
}

const secondsToEnd = (now: Instant): number =>
  Math.ceil((millisecondsOf(windowEnd(now)) - millisecondsOf(now)) / 1000);
