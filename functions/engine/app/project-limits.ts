import { Fault } from '../../platform/core/fault.ts';
import type { Ports, Settings } from '../ports.ts';

export interface Limiting {
  readonly settings: Pick<Settings, 'limits'>;
}

const reached = (limit: number, of: string): Fault =>
  new Fault('forbidden', `The project has reached its limit of ${limit} ${of}.`);

/** Refuses one more function than the project may have. */
export async function requireRoomForFunction(
  { functions, settings }: Pick<Ports, 'functions'> & Limiting,
  projectId: string,
): Promise<void> {
  const limit = settings.limits.functions;
  if ((await functions.list(projectId)).length >= limit) throw reached(limit, 'functions');
}

/**
 * Refuses one more execution than the project may have. Requests of the same moment may exceed the limit a
 * little; the limit only has to keep projects from harming each other.
 */
export async function requireRoomForExecution(
  { executions, settings }: Pick<Ports, 'executions'> & Limiting,
  projectId: string,
): Promise<void> {
  const { concurrentExecutions, storedExecutions } = settings.limits;
  const { running, stored } = await executions.usage(projectId);
  if (running >= concurrentExecutions) throw reached(concurrentExecutions, 'concurrent executions');
  if (stored >= storedExecutions) throw reached(storedExecutions, 'stored executions');
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

/** Refuses calls of a webhook above its rate. This also slows down a function that calls its own webhook. */
export async function requireCallRate(
  { webhooks, clock, settings }: Pick<Ports, 'clock' | 'webhooks'> & Limiting,
  webhookId: string,
): Promise<void> {
  const limit = settings.limits.webhookCallsPerMinute;
  if ((await webhooks.countCall(webhookId, clock.now())) > limit)
    throw new Fault(
      'unavailable',
      `Webhook ${webhookId} may be called ${limit} times a minute. Try again in the next one.`,
    );
}
