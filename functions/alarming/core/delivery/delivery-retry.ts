import { type Instant, millisecondsOf } from '../../../platform/core/instant.ts';

/**
 * Seconds between the attempts of a round, before jitter. The first eight minutes or so are waited in the
 * queue, the other sixteen hours as due rows. A round has twelve attempts.
 */
const waits = [5, 15, 45, 120, 300, 900, 1800, 3600, 7200, 14_400, 28_800] as const;

/** Longer waits are due rows, because the queue must not hold messages for hours. */
const longestQueueWaitSeconds = 360;

/** The longest wait that a receiver may ask for. */
const longestRetryAfterSeconds = 3600;

/**
 * Seconds until the next attempt after `attempts` of a round have failed; undefined if there is none.
 * `jitter` in [0, 1) changes it by up to 20 % either way, so that deliveries that failed together are
 * not retried together.
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

/** The seconds that a `Retry-After` header asks for, as a number or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, (until - millisecondsOf(now)) / 1000);
}

/** A number in [0, 1) derived from a UUID: jitter that tests can predict. */
export const fractionOf = (uuid: string): number =>
  Number.parseInt(uuid.slice(0, 8), 16) / 0x1_0000_0000;
