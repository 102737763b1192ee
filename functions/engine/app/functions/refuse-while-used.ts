import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import { isFinished } from '../../core/jobs/job.ts';
import type { Ports, ReferencePorts } from '../../ports.ts';

interface Reference {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
}

/** Whether something points at a function, or at one of its versions. */
const pointsAt =
  (functionId: string, version?: number) =>
  (reference: Reference): boolean =>
    reference.functionId === functionId &&
    (version === undefined || reference.functionVersion === version);

function refuse(subject: string, user: string): never {
  throw new Fault('forbidden', `The ${subject} is still associated with ${user}.`);
}

/** Refuses to change code that unfinished jobs run. Jobs that follow an alias do not count. */
export async function refuseWhileScheduled(
  { jobs }: Pick<Ports, 'jobs'>,
  { id, projectId }: QinlingFunction,
  version?: number,
): Promise<void> {
  const running = (await jobs.list(projectId)).filter((job) => !isFinished(job));
  if (running.some(pointsAt(id, version)))
    refuse(version === undefined ? 'function' : 'function version', 'running job(s)');
}

/**
 * Refuses to remove a function, or one of its versions, while unfinished jobs, webhooks or aliases point
 * at it, in Qinling's order and words.
 */
export async function refuseWhileUsed(
  ports: ReferencePorts,
  fn: QinlingFunction,
  version?: number,
): Promise<void> {
  const { id, projectId } = fn;
  const [subject, webhook, alias] =
    version === undefined
      ? ['function', 'webhook(s)', 'function alias(es)']
      : ['function version', 'webhook', 'alias'];
  await refuseWhileScheduled(ports, fn, version);
  if ((await ports.webhooks.list(projectId)).some(pointsAt(id, version))) refuse(subject, webhook);
  if ((await ports.aliases.list(projectId)).some(pointsAt(id, version))) refuse(subject, alias);
}
