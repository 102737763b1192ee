import { type Instant, millisecondsOf } from '../../../platform/core/instant.ts';

/**
 * Seconds between the attempts of one round, before jitter: about eight minutes through the queue,
 * then some sixteen hours by due rows. Twelve attempts in all.
 */
const waits = [5, 15, 45, 120, 300, 900, 1800, 3600, 7200, 14_400, 28_800] as const;

/** Waits up to this long are the queue's; it must not hold messages for hours. */
const longestQueueWaitSeconds = 360;

/** A receiver may ask for a longer wait, but not for any. */
const longestRetryAfterSeconds = 3600;

/**
 * Seconds until the next attempt after `attempts` of one round failed; undefined when there is none.
 * `jitter` in [0, 1) moves it by up to a fifth either way, so that what failed together does not
 * return together.
 */
export function retryWait(
  attempts: number,
  asked: { readonly jitter: number; readonly retryAfterSeconds?: number | undefined },
): number | undefined {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  const longer = Math.min(asked.retryAfterSeconds ?? 0, longestRetryAfterSeconds);
  return Math.max(wait * (0.8 + 0.4 * asked.jitter), longer);
}

export const waitsInQueue = (seconds: number): boolean => seconds <= longestQueueWaitSeconds;

/** Seconds that a `Retry-After` header asks for: a number of them, or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - millisecondsOf(now)) / 1000);
}

/** A number in [0, 1) that follows from a UUID: jitter that a test can foresee. */
export const fractionOf = (uuid: string): number =>
  Number.parseInt(uuid.slice(0, 8), 16) / 0x1_0000_0000;
