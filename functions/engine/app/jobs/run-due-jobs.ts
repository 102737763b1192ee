import { executionInput } from '../../core/execution-input.ts';
import type { Execution } from '../../core/execution.ts';
import { afterRun } from '../../core/job-schedule.ts';
import type { Job } from '../../core/job.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { pointAt } from '../executions/point-at.ts';

/** What one sweep takes up; the rest is due in the next one. */
const atMost = 500;

type Running = Pick<
  Ports,
  'aliases' | 'clock' | 'executionQueue' | 'executions' | 'ids' | 'jobs' | 'log'
>;

/**
 * Records and queues an execution for each run of a job that has become due, each exactly once, however
 * many sweeps look at the same time or die in between: the execution's id follows from the job and the
 * moment it was due, and the job moves on only from the state it was seen in.
 */
export async function runDueJobs(ports: Running): Promise<number> {
  const due = await ports.jobs.due(ports.clock.now(), atMost);
  const runs = await allDone(
    due.map((job) => runJob(ports, job)),
    'jobs not run',
  );
  return runs.reduce((sum, count) => sum + count, 0);
}

/**
 * Runs a job for as long as it is due; how many executions came of it. It is read again first: what is
 * due is known a moment late, and a job that has been paused or moved since does not run.
 */
async function runJob(ports: Running, { projectId, id }: Job): Promise<number> {
  let runs = 0;
  let job = await ports.jobs.get(projectId, id);
  while (job?.status === 'running' && job.nextExecutionTime <= ports.clock.now()) {
    // oxlint-disable-next-line no-await-in-loop -- each run begins where the one before ended
    runs += await recordRun(ports, job);
    const next = afterRun(job, ports.clock.now());
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.jobs.replace(next)) === 'stale') break;
    job = next;
  }
  return runs;
}

async function recordRun(ports: Running, job: Job): Promise<number> {
  const { clock, executions, executionQueue, ids, log } = ports;
  const { text, positional } = executionInput(job.functionInput);
  const execution: Execution = {
    ...(await pointAt(ports, job)),
    id: ids.derived('job', job.id, job.nextExecutionTime),
    projectId: job.projectId,
    description: `Created by Job ${job.id}`,
    status: 'running',
    sync: false,
    input: text === null ? null : { text },
    positional,
    result: null,
    log: null,
    attempt: 0,
    leaseUntil: null,
    createdAt: clock.now(),
    updatedAt: null,
  };
  if ((await executions.create(execution)) === 'exists') return 0;
  const { projectId, id: executionId } = execution;
  try {
    await executionQueue.send([{ v: 1, kind: 'recorded', projectId, executionId }]);
  } catch (error) {
    log.warn('recorded, but not queued: left to the next sweeps', { executionId, error });
  }
  return 1;
}
