import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import { instantIn } from '../../../platform/core/ordered-id.ts';
import type { Execution } from './execution.ts';

/** How many attempts an execution has. A new one starts only after an executor died during the last. */
export const maximumAttempts = 3;

/**
 * Seconds that a lease outlasts the user's time-out: for a cold start (ten seconds on Lambda), our
 * handler's margin, and writing the end.
 */
export const leaseMarginSeconds = 40;

/**
 * How long an execution may wait to start, for its function to be ready and for Lambda to take it: as long as a
 * delivery is tried, so that an outage of hours delays executions and does not end them.
 */
export const startDeadlineSeconds = 16 * 60 * 60;

/** How long a recorded execution may wait for its first attempt before the sweeper queues it again. */
const firstAttemptSeconds = 120;

/** How long after its request a message may create an execution that the sweeper does not follow up. */
const reviewedWithinSeconds = 30 * 60;

/**
 * Executions are reviewed once their request is this long ago: then no attempt that began in time holds one
 * any more, because a lease lasts for a quarter of an hour at most.
 */
const reviewedAfterSeconds = 60 * 60;
const firstReviewSeconds = 24 * 60 * 60;

const shortestWait = 1;
/** The longest wait in the first hour. Later ones are a twentieth of the age: an outage of hours goes on longer. */
const longestEarlyWait = 120;
const longestWait = 900;

/**
 * When to try again to start an execution that cannot start yet: soon at first, then at growing intervals.
 * About 120 times in all, because a queue limits how often it delivers a message.
 */
export function retryStartAt(createdAt: Instant, now: Instant): Instant {
  const age = ageSeconds(createdAt, now);
  const early = Math.max(shortestWait, Math.min(longestEarlyWait, age / 2));
  return after(now, Math.min(longestWait, Math.max(early, age / 20)));
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

/**
 * Whether a new execution is due at its `dueTime`. It is not if it was created already claimed, from a
 * message, because the queue delivers that message again: this saves two writes of the due index. The review
 * finds those whose message is lost, unless the request is too old for it.
 */
export function isFollowedUp({
  attempt,
  createdAt,
  id,
  status,
}: Pick<Execution, 'attempt' | 'createdAt' | 'id' | 'status'>): boolean {
  if (status !== 'running') return false;
  const requestedAt = instantIn(id);
  if (attempt === 0 || requestedAt === undefined) return true;
  return ageSeconds(requestedAt, createdAt) > reviewedWithinSeconds;
}

/**
 * Which requests a review looks at; undefined while the last one, up to `reviewedUntil`, is recent. The
 * first one looks back a day, in case an earlier release left something.
 */
export function reviewWindow(
  reviewedUntil: Instant | undefined,
  now: Instant,
): { readonly from: Instant; readonly until: Instant } | undefined {
  const from = reviewedUntil ?? after(now, -firstReviewSeconds);
  if (ageSeconds(from, now) < 2 * reviewedAfterSeconds) return undefined;
  return { from, until: after(now, -reviewedAfterSeconds) };
}

const ageSeconds = (createdAt: Instant, now: Instant): number =>
  (millisecondsOf(now) - millisecondsOf(createdAt)) / 1000;
