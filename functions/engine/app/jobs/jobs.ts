import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import { maximumPatternLength } from '../../core/jobs/cron-pattern.ts';
import { changedJob, type JobChange } from '../../core/jobs/job-change.ts';
import { type AskedSchedule, firstRun } from '../../core/jobs/job-schedule.ts';
import type { Job } from '../../core/jobs/job.ts';
import type { AskedScope } from '../../core/lists/list-scope.ts';
import { contended } from '../../core/contended.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports, TargetPorts } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { listInScope } from '../list-in-scope.ts';
import { type Limiting, requireRoomFor } from '../project-limits.ts';
import { type ExecutionRequests, queueJobDueSoon } from '../queue-or-leave-due.ts';
import { type AskedTarget, resolveTarget } from '../versions/resolve-target.ts';
import { ownFunction, visibleJob } from '../visible-to-caller.ts';

/** The most characters of a job's input, which is stored in the job's row. */
const maximumInputLength = 65_535;

export interface NewJob extends AskedTarget, AskedSchedule {
  readonly name: string | null;
  readonly functionInput: string | null;
}

/** Creates a job for a function of the caller's own project. */
export async function createJob(
  ports: TargetPorts & ExecutionRequests & Limiting & Pick<Ports, 'clock' | 'ids' | 'jobs'>,
  caller: Caller,
  asked: Asked<NewJob>,
): Promise<Job> {
  requireRole(caller, 'member');
  const input = await asked();
  if (!input.functionId && !input.functionAlias)
    throw new Fault('invalid', 'Either function_alias or function_id must be provided.');
  checkLengths(input);
  const now = ports.clock.now();
  const { at, count } = firstRun(input, now);
  const { target } = await resolveTarget(ports, caller.projectId, input, (id) =>
    ownFunction(ports, caller, id),
  );
  await requireRoomFor('jobs', ports, caller.projectId);
  const job: Job = {
    ...target,
    id: ports.ids.random(),
    projectId: caller.projectId,
    name: input.name,
    functionInput: input.functionInput,
    status: 'running',
    pattern: input.pattern || null,
    count,
    firstExecutionTime: at,
    nextExecutionTime: at,
    revision: 1,
    createdAt: now,
    updatedAt: null,
  };
  await ports.jobs.create(job);
  await queueJobDueSoon(ports, job);
  return job;
}

function checkLengths(job: {
  readonly name: string | null;
  readonly pattern: string | null;
  readonly functionInput: string | null;
}): void {
  withinLength('name', job.name);
  withinLength('pattern', job.pattern, maximumPatternLength);
  withinLength('function_input', job.functionInput, maximumInputLength);
}

export async function showJob(
  ports: Pick<Ports, 'jobs'>,
  caller: Caller,
  id: string,
): Promise<Job> {
  requireRole(caller, 'reader');
  return visibleJob(ports, caller, id);
}

export const listJobs = (
  { jobs }: Pick<Ports, 'jobs'>,
  caller: Caller,
  asked: AskedScope,
): Promise<readonly Job[]> => listInScope(jobs, caller, asked);

/** Changes a job. Executions that it has already started are not affected. */
export async function updateJob(
  ports: ExecutionRequests & Pick<Ports, 'clock' | 'ids' | 'jobs' | 'sleep'>,
  caller: Caller,
  id: string,
  asked: Asked<JobChange>,
): Promise<Job> {
  requireRole(caller, 'member');
  const change = await asked();
  checkLengths(change);
  const changed = await whileStale(
    ports,
    () => contended('Job', id),
    async () => {
      const before = await visibleJob(ports, caller, id);
      const next = changedJob(before, change, ports.clock.now());
      return (await ports.jobs.replace(next)) === 'stored' ? next : 'stale';
    },
  );
  await queueJobDueSoon(ports, changed);
  return changed;
}

export async function deleteJob(
  ports: Pick<Ports, 'jobs'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  const { projectId } = await visibleJob(ports, caller, id);
  if ((await ports.jobs.remove(projectId, id)) === 'gone') throw notFound('Job', id);
}
