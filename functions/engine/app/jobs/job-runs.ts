import { executionInput } from '../../core/executions/execution-input.ts';
import { type Execution, newExecution } from '../../core/executions/execution.ts';
import { afterRun } from '../../core/jobs/job-schedule.ts';
import type { Job } from '../../core/jobs/job.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Ids } from '../../../platform/ports.ts';
import type { Ports } from '../../ports.ts';
import { followAlias } from '../versions/follow-alias.ts';

export type RecordingRuns = Pick<Ports, 'aliases' | 'clock' | 'executions' | 'ids' | 'jobs'>;

/** The id of the execution that a job's run at this time becomes, whoever records it. */
export const runId = (ids: Ids, jobId: string, at: Instant): string =>
  ids.derivedAt(at, 'job', jobId, at);

/**
 * Records an execution for each run of a job that is due now, exactly once, even if several do so at the same
 * time or die halfway: the execution's id is derived from the job and the due time, and the job moves on only
 * from the revision that was read. `recorded` is called for each one at once.
 */
export async function recordDueRuns(
  ports: RecordingRuns,
  { projectId, id }: { readonly projectId: string; readonly id: string },
  recorded: (execution: Execution) => Promise<void>,
): Promise<number> {
  const job = await ports.jobs.get(projectId, id);
  return job ? whileDue(ports, job, recorded) : 0;
}

/** How many executions were recorded. */
async function whileDue(
  ports: RecordingRuns,
  job: Job,
  recorded: (execution: Execution) => Promise<void>,
): Promise<number> {
  if (job.status !== 'running' || job.nextExecutionTime > ports.clock.now()) return 0;
  const execution = await executionOf(ports, job);
  const isNew = (await ports.executions.create(execution)) === 'created';
  if (isNew) await recorded(execution);
  const next = afterRun(job, ports.clock.now());
  const count = isNew ? 1 : 0;
  if ((await ports.jobs.replace(next)) === 'stale') return count;
  return count + (await whileDue(ports, next, recorded));
}

async function executionOf(ports: RecordingRuns, job: Job): Promise<Execution> {
  const { text, positional } = executionInput(job.functionInput);
  return newExecution({
    ...(await followAlias(ports, job)),
    id: runId(ports.ids, job.id, job.nextExecutionTime),
    projectId: job.projectId,
    description: `Created by Job ${job.id}`,
    sync: false,
    input: text === null ? null : { text },
    positional,
    createdAt: ports.clock.now(),
  });
}
