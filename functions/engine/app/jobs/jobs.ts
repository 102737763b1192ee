import { type Caller, isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { maximumPatternLength } from '../../core/cron-pattern.ts';
import { withinLength } from '../../core/function-limits.ts';
import { changedJob, type JobChange } from '../../core/job-change.ts';
import { type AskedSchedule, firstRun } from '../../core/job-schedule.ts';
import type { Job } from '../../core/job.ts';
import type { ListScope } from '../../core/list-scope.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list.ts';
import { missing, ownFunction } from '../lookup.ts';
import { type AskedTarget, resolveTarget } from '../versions/target.ts';

/** Characters of a job's input: it lies in the job's row. */
const maximumInputLength = 65_535;

/** How often a change starts again from the job as somebody else left it. */
const attempts = 5;

export interface NewJob extends AskedTarget, AskedSchedule {
  readonly name: string | null;
  readonly functionInput: string | null;
}

/** Makes a job for a function of the caller's own project. */
export async function createJob(
  ports: Pick<Ports, 'aliases' | 'clock' | 'functions' | 'ids' | 'jobs' | 'versions'>,
  caller: Caller,
  input: NewJob,
): Promise<Job> {
  if (!input.functionId && !input.functionAlias)
    throw new Fault('invalid', 'Either function_alias or function_id must be provided.');
  withinLengths(input);
  const now = ports.clock.now();
  const { at, count } = firstRun(input, now);
  const { target } = await resolveTarget(ports, caller.projectId, input, (id) =>
    ownFunction(ports, caller, id),
  );
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
  return job;
}

function withinLengths(job: {
  readonly name: string | null;
  readonly pattern: string | null;
  readonly functionInput: string | null;
}): void {
  withinLength('name', job.name);
  withinLength('pattern', job.pattern, maximumPatternLength);
  withinLength('function_input', job.functionInput, maximumInputLength);
}

/** A job of the caller's project; of any project for an administrator. */
export async function jobFor(
  { jobs }: Pick<Ports, 'jobs'>,
  caller: Caller,
  id: string,
): Promise<Job> {
  const job =
    (await jobs.get(caller.projectId, id)) ?? (isAdmin(caller) ? await jobs.find(id) : undefined);
  if (!job) throw missing('Job', id);
  return job;
}

export const listJobs = (
  { jobs }: Pick<Ports, 'jobs'>,
  scope: ListScope,
): Promise<readonly Job[]> => listInScope(jobs, scope);

/** Changes a job; what it has caused already stays. */
export async function updateJob(
  ports: Pick<Ports, 'clock' | 'jobs'>,
  caller: Caller,
  id: string,
  change: JobChange,
): Promise<Job> {
  withinLengths(change);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const before = await jobFor(ports, caller, id);
    const next = changedJob(before, change, ports.clock.now());
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.jobs.replace(next)) === 'stored') return next;
  }
  throw new Fault('conflict', `Job ${id} is being changed by others.`);
}

/** Removes a job the caller may see. */
export async function deleteJob(
  ports: Pick<Ports, 'jobs'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { projectId } = await jobFor(ports, caller, id);
  if ((await ports.jobs.remove(projectId, id)) === 'gone') throw missing('Job', id);
}
