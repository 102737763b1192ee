import { type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import type { Due } from '../../../platform/ports.ts';
import type { RowId } from '../../execution-ports.ts';
import type { Ports } from '../../ports.ts';
import { runId } from './job-runs.ts';

/** How far ahead jobs are handed over: sweeps are a minute apart, and one may be late. */
export const aheadSeconds = 90;

/** Sends a job to the executor, which receives it when its time has come. */
export async function sendJob(
  { clock, executionQueue, ids }: Pick<Ports, 'clock' | 'executionQueue' | 'ids'>,
  { key: { projectId, id: jobId }, dueAt }: Pick<Due<RowId>, 'dueAt' | 'key'>,
): Promise<void> {
  const executionId = runId(ids, jobId, dueAt);
  const message = { v: 1, kind: 'job', projectId, jobId, dueAt, executionId } as const;
  await executionQueue.send([message], secondsUntil(dueAt, clock.now()));
}

/** Rounded up, because a queue counts whole seconds and a job never runs early. */
const secondsUntil = (at: Instant, now: Instant): number =>
  Math.max(0, Math.ceil((millisecondsOf(at) - millisecondsOf(now)) / 1000));
