import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import type { Execution } from './execution.ts';

/** How many attempts an execution has. A new one starts only after an executor died during the last. */
export const maximumAttempts = 3;

/**
 * Seconds that a lease outlasts the user's time-out: for a cold start (ten seconds on Lambda), our
 * handler's margin, and writing the end.
 */
export const leaseMarginSeconds = 40;

/** How long an execution may wait to start, for its function to be ready and for Lambda to have capacity. */
export const startDeadlineSeconds = 900;

/** How long a recorded execution may wait for its first attempt before the sweeper queues it again. */
const firstAttemptSeconds = 120;

const shortestWait = 1;
const longestWait = 120;

/**
 * When to try again to start an execution that cannot start yet: soon at first, then at growing intervals.
 * About twenty times in all, because a queue limits how often it delivers a message.
 */
export function retryStartAt(createdAt: Instant, now: Instant): Instant {
  const age = ageSeconds(createdAt, now);
  return after(now, Math.min(longestWait, Math.max(shortestWait, age / 2)));
}

/** Whether an execution that has not started yet is given up. */
export const startDeadlinePassed = (createdAt: Instant, now: Instant): boolean =>
  ageSeconds(createdAt, now) > startDeadlineSeconds;

/** When a running execution is overdue: at the end of its lease, or if it was never begun. */
export const dueTime = ({
  leaseUntil,
  createdAt,
}: Pick<Execution, 'createdAt' | 'leaseUntil'>): Instant =>
  leaseUntil ?? after(createdAt, firstAttemptSeconds);

const ageSeconds = (createdAt: Instant, now: Instant): number =>
  (millisecondsOf(now) - millisecondsOf(createdAt)) / 1000;
