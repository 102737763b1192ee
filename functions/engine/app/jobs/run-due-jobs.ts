import { allDone } from '../../../platform/app/all-done.ts';
import { executionInput } from '../../core/executions/execution-input.ts';
import { newExecution } from '../../core/executions/execution.ts';
import { afterRun } from '../../core/jobs/job-schedule.ts';
import type { Job } from '../../core/jobs/job.ts';
import type { RowId } from '../../execution-ports.ts';
import type { Ports } from '../../ports.ts';
import { type ExecutionRequests, queueExecution } from '../queue-or-leave-due.ts';
import { followAlias } from '../versions/follow-alias.ts';

/** The most jobs per sweep; the rest is left to the next one. */
const atMost = 500;

type Running = ExecutionRequests & Pick<Ports, 'aliases' | 'clock' | 'executions' | 'ids' | 'jobs'>;

/**
 * Records and queues an execution for each due run of a job, exactly once, even if several sweeps run at
 * the same time or die halfway: the execution's id is derived from the job and the due time, and the job
 * moves on only from the revision that was read.
 */
export async function runDueJobs(ports: Running): Promise<number> {
  const due = await ports.jobs.due(ports.clock.now(), atMost);
  const runs = await allDone(
    due.map((job) => runJob(ports, job)),
    'jobs not run',
  );
  return runs.reduce((sum, count) => sum + count, 0);
}

/** Reads the job again, because the due index lags: a job that was paused or moved meanwhile does not run. */
async function runJob(ports: Running, { projectId, id }: RowId): Promise<number> {
  const job = await ports.jobs.get(projectId, id);
  return job ? runWhileDue(ports, job) : 0;
}

/** How many executions were recorded. */
async function runWhileDue(ports: Running, job: Job): Promise<number> {
  if (job.status !== 'running' || job.nextExecutionTime > ports.clock.now()) return 0;
  const recorded = await recordRun(ports, job);
  const next = afterRun(job, ports.clock.now());
  if ((await ports.jobs.replace(next)) === 'stale') return recorded;
  return recorded + (await runWhileDue(ports, next));
}

async function recordRun(ports: Running, job: Job): Promise<number> {
  const { text, positional } = executionInput(job.functionInput);
  const execution = newExecution({
    ...(await followAlias(ports, job)),
    id: ports.ids.derivedAt(job.nextExecutionTime, 'job', job.id, job.nextExecutionTime),
    projectId: job.projectId,
    description: `Created by Job ${job.id}`,
    sync: false,
    input: text === null ? null : { text },
    positional,
    createdAt: ports.clock.now(),
  });
  if ((await ports.executions.create(execution)) === 'exists') return 0;
  await queueExecution(ports, execution);
  return 1;
}
