import { Fault } from '../../../platform/core/fault.ts';
import type { QinlingFunction } from '../../core/function.ts';
import { isFinished } from '../../core/job.ts';
import type { Ports } from '../../ports.ts';

interface Pointing {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
}

/** Whether something points at a function, or at one of its versions. */
const at =
  (functionId: string, version?: number) =>
  (pointing: Pointing): boolean =>
    pointing.functionId === functionId &&
    (version === undefined || pointing.functionVersion === version);

function refuse(subject: string, user: string): never {
  throw new Fault('forbidden', `The ${subject} is still associated with ${user}.`);
}

/** Refuses to change code that jobs still run; what goes through an alias is the alias's business. */
export async function refuseWhileScheduled(
  { jobs }: Pick<Ports, 'jobs'>,
  { id, projectId }: QinlingFunction,
  version?: number,
): Promise<void> {
  const running = (await jobs.list(projectId)).filter((job) => !isFinished(job));
  if (running.some(at(id, version)))
    refuse(version === undefined ? 'function' : 'function version', 'running job(s)');
}

/**
 * Refuses to remove a function, or one of its versions, while jobs that still run, webhooks or aliases
 * point at it, in Qinling's order and words.
 */
export async function refuseWhileUsed(
  ports: Pick<Ports, 'aliases' | 'jobs' | 'webhooks'>,
  fn: QinlingFunction,
  version?: number,
): Promise<void> {
  const { id, projectId } = fn;
  const [subject, webhook, alias] =
    version === undefined
      ? ['function', 'webhook(s)', 'function alias(es)']
      : ['function version', 'webhook', 'alias'];
  await refuseWhileScheduled(ports, fn, version);
  if ((await ports.webhooks.list(projectId)).some(at(id, version))) refuse(subject, webhook);
  if ((await ports.aliases.list(projectId)).some(at(id, version))) refuse(subject, alias);
}
