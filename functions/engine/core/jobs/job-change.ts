import { nextTick } from './cron-pattern.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { isFinished, type Job, type JobStatus } from './job.ts';
import { readTime, requireAhead } from './job-time.ts';

/** What a request changes in a job; null leaves a field as it is. */
export interface JobChange {
  readonly name: string | null;
  readonly functionInput: string | null;
  readonly status: string | null;
  readonly pattern: string | null;
  readonly nextExecutionTime: string | null;
}

const settable: readonly JobStatus[] = ['running', 'cancelled', 'paused'];

/** Applies a change to a job, or refuses it (`qinling/api/controllers/v1/job.py`, `put`). */
export function changedJob(before: Job, change: JobChange, now: Instant): Job {
  if (isFinished(before)) throw new Fault('invalid', 'Can not update a finished job.');
  const oneShot = before.pattern === null;
  if (oneShot ? change.pattern : change.pattern === '')
    throw new Fault('invalid', 'Can not change job type.');
  if (change.pattern) nextTick(change.pattern, now);
  return {
    ...before,
    name: change.name ?? before.name,
    functionInput: change.functionInput ?? before.functionInput,
    pattern: change.pattern || before.pattern,
    status: changedStatus(before, change),
    nextExecutionTime: changedTime(before, change, now),
    revision: before.revision + 1,
    updatedAt: now,
  };
}

function changedStatus({ status }: Job, change: JobChange): JobStatus {
  if (!change.status) return status;
  const next = settable.find((candidate) => candidate === change.status);
  if (!next) throw new Fault('invalid', 'Invalid status.');
  return next;
}

/** A new pattern alone does not move the next run. A job that resumes after a pause skips the runs in between. */
function changedTime(before: Job, change: JobChange, now: Instant): Instant {
  if (change.nextExecutionTime) return requireAhead(readTime(change.nextExecutionTime), now);
  if (before.status !== 'paused' || change.status !== 'running') return before.nextExecutionTime;
  return before.pattern === null
    ? requireAhead(before.nextExecutionTime, now)
    : nextTick(before.pattern, now);
}
