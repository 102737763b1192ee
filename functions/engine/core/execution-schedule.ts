import { after, type Instant, millisecondsOf } from '../../platform/core/instant.ts';

/** How often an execution is begun at most: each further time an executor has died with it. */
export const maximumAttempts = 3;

/**
 * Seconds a lease outlasts the user's time-out: a cold start (ten seconds on Lambda), the margin of our
 * handler, and writing down the end.
 */
export const leaseMarginSeconds = 40;

/** How long an execution waits for its function to be made, and for Lambda to have room for it. */
export const patienceSeconds = 900;

const shortestWait = 1;
const longestWait = 120;

/**
 * When to look again after an execution that cannot begin yet: soon at first, then ever more seldom, some
 * twenty times in all, because a queue counts how often it has delivered a message.
 */
export function lookAgainAt(createdAt: Instant, now: Instant): Instant {
  const age = ageSeconds(createdAt, now);
  return after(now, Math.min(longestWait, Math.max(shortestWait, age / 2)));
}

export const isOutOfPatience = (createdAt: Instant, now: Instant): boolean =>
  ageSeconds(createdAt, now) > patienceSeconds;

const ageSeconds = (createdAt: Instant, now: Instant): number =>
  (millisecondsOf(now) - millisecondsOf(createdAt)) / 1000;
