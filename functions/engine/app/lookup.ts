import { type Caller, isAdmin } from '../../platform/core/caller.ts';
import type { Execution } from '../core/execution.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { QinlingFunction, Runtime, Webhook } from '../core/function.ts';
import type { Ports } from '../ports.ts';

/** A public runtime or one of the caller's project: nobody else's, not even for an administrator. */
export async function runtimeFor(
  { runtimes }: Pick<Ports, 'runtimes'>,
  caller: Caller,
  id: string,
): Promise<Runtime> {
  const runtime = await runtimes.get(id);
  if (!runtime || !isVisible(runtime, caller)) throw missing('Runtime', id);
  return runtime;
}

export const isVisible = (runtime: Runtime, caller: Caller): boolean =>
  runtime.isPublic || runtime.projectId === caller.projectId;

/** A function of the caller's project; of any project for an administrator. */
export async function functionFor(
  { functions }: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
): Promise<QinlingFunction> {
  const fn =
    (await functions.get(caller.projectId, id)) ??
    (isAdmin(caller) ? await functions.find(id) : undefined);
  if (!fn) throw missing('Function', id);
  return fn;
}

/** A function of the caller's own project, also for an administrator. */
export async function ownFunction(
  { functions }: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
): Promise<QinlingFunction> {
  const fn = await functions.get(caller.projectId, id);
  if (!fn) throw missing('Function', id);
  return fn;
}

/** A webhook of the caller's project; of any project for an administrator. */
export async function webhookFor(
  { webhooks }: Pick<Ports, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<Webhook> {
  const webhook = await webhooks.resolve(id);
  if (!webhook || (webhook.projectId !== caller.projectId && !isAdmin(caller)))
    throw missing('Webhook', id);
  return webhook;
}

/** An execution of the caller's project; of any project for an administrator. */
export async function executionFor(
  { executions }: Pick<Ports, 'executions'>,
  caller: Caller,
  id: string,
): Promise<Execution> {
  const execution =
    (await executions.get(caller.projectId, id)) ??
    (isAdmin(caller) ? await executions.find(id) : undefined);
  if (!execution) throw missing('Execution', id);
  return execution;
}

export const missing = (kind: string, id: string): Fault =>
  new Fault('not-found', `${kind} not found [id=${id}]`);
