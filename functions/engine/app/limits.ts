import { Fault } from '../../platform/core/fault.ts';
import type { Ports, Settings, ExecutionStore, WebhookStore, VersionStore } from '../ports.ts';

export interface Limiting {
  readonly settings: Pick<Settings, 'limits'>;
}

const reached = (limit: number, of: string): Fault =>
  new Fault('forbidden', `The project has reached its limit of ${limit} ${of}.`);

/** Refuses a function more than the project may have. */
export async function requireRoomForFunction(
  { functions, settings }: Pick<Ports, 'functions'> & Limiting,
  projectId: string,
): Promise<void> {
  const limit = settings.limits.functions;
  if ((await functions.list(projectId)).length >= limit) throw reached(limit, 'functions');
}

/**
 * Refuses an execution more than the project may have. What is counted is some seconds old: a limit
 * that is to keep a project from harming others need not be met to the last one. Answers how many run.
 */
export async function requireRoomForExecution(
  { executions, settings }: { readonly executions: Pick<ExecutionStore, 'usage'> } & Limiting,
  projectId: string,
): Promise<{ readonly running: number }> {
  const { concurrentExecutions, storedExecutions } = settings.limits;
  const { running, stored } = await executions.usage(projectId);
  if (running >= concurrentExecutions) throw reached(concurrentExecutions, 'concurrent executions');
  if (stored >= storedExecutions) throw reached(storedExecutions, 'stored executions');
  return { running };
}

/**
 * Refuses environments kept ready more than the project may have. Who asks is an administrator: two who
 * ask at the same moment may pass the limit together.
 */
export async function requireRoomForEnvironments(
  { versions, settings }: { readonly versions: Pick<VersionStore, 'listScaled'> } & Limiting,
  projectId: string,
  more: number,
): Promise<void> {
  const limit = settings.limits.provisionedEnvironments;
  const scaled = await versions.listScaled(projectId);
  const kept = scaled.reduce((sum, { provisioned }) => sum + provisioned, 0);
  if (kept + more > limit) throw reached(limit, 'provisioned environments');
}

/** Refuses calls of a webhook beyond so many a minute: also what holds a function back that calls its own. */
export async function requireModestCalls(
  {
    webhooks,
    clock,
    settings,
  }: Pick<Ports, 'clock'> & { readonly webhooks: Pick<WebhookStore, 'countCall'> } & Limiting,
  webhookId: string,
): Promise<void> {
  const limit = settings.limits.webhookCallsPerMinute;
  if ((await webhooks.countCall(webhookId, clock.now())) > limit)
    throw new Fault(
      'unavailable',
      `Webhook ${webhookId} may be called ${limit} times a minute. Try again in the next one.`,
    );
}
