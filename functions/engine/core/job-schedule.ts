import { nextTick } from './cron-pattern.ts';
import { Fault } from '../../platform/core/fault.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Job } from './job.ts';
import { readTime, requireAhead } from './job-time.ts';

/** When a job runs, as a request asks for it. */
export interface AskedSchedule {
  readonly pattern: string | null;
  readonly firstExecutionTime: string | null;
  readonly count: number | null;
}

/** When a new job runs first, and how often (`qinling/utils/jobs.py`, `validate_job`). */
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
  // A first moment that the pattern names itself is the first run.
  const at = pattern ? nextTick(pattern, first ? after(first, -60) : now) : (first ?? now);
  return { at, count: pattern ? count || null : count || 1 };
}

/** Runs that are late by no more than this all happen. */
export const madeUpSeconds = 600;

/**
 * The job after the run that was due has been recorded. Every run happens that is up to ten minutes
 * late, so a deployment, a slow sweep or a short outage loses none. Of those missed for longer the
 * first happens and the others are skipped: a daily run is made up a day later, and a job for every
 * minute does not run a thousand times at once.
 */
export function afterRun(job: Job, now: Instant): Job {
  const count = job.count === null ? null : job.count - 1;
  const next = { ...job, count, revision: job.revision + 1 };
  if (count === 0 || job.pattern === null) return { ...next, status: 'done', count: 0 };
  const madeUpFrom = after(now, -madeUpSeconds);
  const from = job.nextExecutionTime > madeUpFrom ? job.nextExecutionTime : madeUpFrom;
  return { ...next, nextExecutionTime: nextTick(job.pattern, from) };
}
