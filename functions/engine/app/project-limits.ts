import { Fault } from '../../platform/core/fault.ts';
import type { Webhook } from '../core/webhooks/webhook.ts';
import type { Ports, Settings } from '../ports.ts';

export interface Limiting {
  readonly settings: Pick<Settings, 'limits'>;
}

const reached = (limit: number, of: string): Fault =>
  new Fault('forbidden', `The project has reached its limit of ${limit} ${of}.`);

/** What a project may have a number of. */
type Limited = 'aliases' | 'functions' | 'jobs' | 'webhooks';

/**
 * Refuses one more of a kind than the project may have. Requests of the same moment may exceed the limit a
 * little.
 */
export async function requireRoomFor<Kind extends Limited>(
  kind: Kind,
  ports: Pick<Ports, Kind> & Limiting,
  projectId: string,
): Promise<void> {
  const limit = ports.settings.limits[kind];
  if ((await ports[kind].list(projectId)).length >= limit) throw reached(limit, kind);
}

/**
 * Refuses one more execution than the project may have. Requests of the same moment may exceed the limit a
 * little; the limit only has to keep projects from harming each other. Answers how many are running.
 */
export async function requireRoomForExecution(
  ports: Pick<Ports, 'executions'> & Limiting,
  projectId: string,
): Promise<{ readonly running: number }> {
  const usage = await ports.executions.usage(projectId);
  const refusal = refusalOfExecution(ports, usage);
  if (refusal) throw refusal;
  return usage;
}

function refusalOfExecution(
  { settings }: Limiting,
  { running, stored }: { readonly running: number; readonly stored: number },
): Fault | undefined {
  const { concurrentExecutions, storedExecutions } = settings.limits;
  if (running >= concurrentExecutions)
    return reached(concurrentExecutions, 'concurrent executions');
  return stored >= storedExecutions ? reached(storedExecutions, 'stored executions') : undefined;
}

/**
 * Refuses to keep more environments ready than the project may have. Two administrators who ask at the
 * same moment may exceed the limit together.
 */
export async function requireRoomForEnvironments(
  { scaling, settings }: Pick<Ports, 'scaling'> & Limiting,
  projectId: string,
  more: number,
): Promise<void> {
  const limit = settings.limits.provisionedEnvironments;
  const scaled = await scaling.listScaled(projectId);
  const kept = scaled.reduce((sum, { provisioned }) => sum + provisioned, 0);
  if (kept + more > limit) throw reached(limit, 'provisioned environments');
}

/**
 * Why a webhook cannot be called now: above its rate, which also slows down a function that calls its own
 * webhook, or because its project has no room for one more execution.
 */
export async function refusalOfCall(
  ports: Pick<Ports, 'clock' | 'executions' | 'webhooks'> & Limiting,
  { id, projectId }: Pick<Webhook, 'id' | 'projectId'>,
): Promise<Fault | undefined> {
  const limit = ports.settings.limits.webhookCallsPerMinute;
  if ((await ports.webhooks.countCall(id, ports.clock.now())) > limit)
    return new Fault(
      'unavailable',
      `Webhook ${id} may be called ${limit} times a minute. Try again in the next one.`,
    );
  return refusalOfExecution(ports, await ports.executions.usage(projectId));
}
