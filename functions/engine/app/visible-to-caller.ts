import { type Caller, isAdmin } from '../../platform/core/caller.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import type { Execution } from '../core/executions/execution.ts';
import type { QinlingFunction } from '../core/functions/function.ts';
import type { Job } from '../core/jobs/job.ts';
import { notFound } from '../core/not-found.ts';
import type { Webhook } from '../core/webhooks/webhook.ts';
import type { Ports } from '../ports.ts';

/** A function of the caller's project; of any project for an administrator. */
export const visibleFunction = (
  { functions }: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
): Promise<QinlingFunction> => visible(functions, caller, 'Function', id);

/** An execution of the caller's project; of any project for an administrator. */
export const visibleExecution = (
  { executions }: Pick<Ports, 'executions'>,
  caller: Caller,
  id: string,
): Promise<Execution> => visible(executions, caller, 'Execution', id);

/** A job of the caller's project; of any project for an administrator. */
export const visibleJob = (
  { jobs }: Pick<Ports, 'jobs'>,
  caller: Caller,
  id: string,
): Promise<Job> => visible(jobs, caller, 'Job', id);

/** A webhook of the caller's project; of any project for an administrator. */
export async function visibleWebhook(
  { webhooks }: Pick<Ports, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<Webhook> {
  const webhook = isUuidLike(id) ? await webhooks.resolve(id) : undefined;
  if (!webhook || (webhook.projectId !== caller.projectId && !isAdmin(caller)))
    throw notFound('Webhook', id);
  return webhook;
}

/** A function of the caller's own project, also for an administrator. */
export async function ownFunction(
  { functions }: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
): Promise<QinlingFunction> {
  const fn = isUuidLike(id) ? await functions.get(caller.projectId, id) : undefined;
  if (!fn) throw notFound('Function', id);
  return fn;
}

async function visible<Entity>(
  store: {
    get(projectId: string, id: string): Promise<Entity | undefined>;
    find(id: string): Promise<Entity | undefined>;
  },
  caller: Caller,
  kind: string,
  id: string,
): Promise<Entity> {
  if (!isUuidLike(id)) throw notFound(kind, id);
  const entity =
    (await store.get(caller.projectId, id)) ?? (isAdmin(caller) ? await store.find(id) : undefined);
  if (entity === undefined) throw notFound(kind, id);
  return entity;
}
