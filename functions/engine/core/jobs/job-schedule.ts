import { nextTick } from './cron-pattern.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Job } from './job.ts';
import { readTime, requireAhead } from './job-time.ts';

/** When a job is to run, as a request says it. */
export interface AskedSchedule {
  readonly pattern: string | null;
  readonly firstExecutionTime: string | null;
  readonly count: number | null;
}

/** When a new job first runs, and how many times (`qinling/utils/jobs.py`, `validate_job`). */
export function firstRun(
  { pattern, firstExecutionTime, count }: AskedSchedule,
  now: Instant,
): { readonly at: Instant; readonly count: number | null } {
  if (!firstExecutionTime && !pattern)
    throw new Fault('invalid', 'pattern or first_execution_time must be specified.');
  const first = firstExecutionTime ? requireAhead(readTime(firstExecutionTime), now) : undefined;
  if (!pattern && count && count > 1)
    throw new Fault('invalid', 'pattern must be provided if count is greater than 1.');
  if (count !== null && count < 0) throw new Fault('invalid', 'count must not be negative.');
  // If the first time itself matches the pattern, it is the first run.
  const at = pattern ? nextTick(pattern, first ? after(first, -60) : now) : (first ?? now);
  return { at, count: pattern ? count || null : count || 1 };
}

/** Runs that are late by no more than this are all made up for. */
const catchUpSeconds = 600;

/**
 * The job after its due run has been recorded. Runs up to ten minutes late are all made up for, so a
 * deployment, a slow sweep or a short outage loses none. Of runs that are later than that, only the first
 * happens: a daily job still runs after a day's outage, but a minutely one does not run a thousand times.
 */
export function afterRun(job: Job, now: Instant): Job {
  const count = job.count === null ? null : job.count - 1;
  const next = { ...job, count, revision: job.revision + 1 };
  if (count === 0 || job.pattern === null) return { ...next, status: 'done', count: 0 };
  const catchUpFrom = after(now, -catchUpSeconds);
  const from = job.nextExecutionTime > catchUpFrom ? job.nextExecutionTime : catchUpFrom;
  return { ...next, nextExecutionTime: nextTick(job.pattern, from) };
}
