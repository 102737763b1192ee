import type { Caller } from '../../../platform/core/caller.ts';
import type { Webhook } from '../../core/function.ts';
import { withinLength } from '../../core/function-limits.ts';
import type { ListScope } from '../../core/list-scope.ts';
import type { Ports } from '../../ports.ts';
import { pointAt } from '../executions/point-at.ts';
import { listInScope } from '../list.ts';
import { missing, ownFunction, webhookFor } from '../lookup.ts';
import { type AskedTarget, resolveTarget } from '../versions/target.ts';

/** Makes a webhook for a function of the caller's own project. */
export async function createWebhook(
  ports: Pick<Ports, 'aliases' | 'clock' | 'functions' | 'ids' | 'versions' | 'webhooks'>,
  caller: Caller,
  input: AskedTarget & { readonly description: string | null },
): Promise<Webhook> {
  withinLength('description', input.description);
  const { target } = await resolveTarget(ports, caller.projectId, input, (id) =>
    ownFunction(ports, caller, id),
  );
  const webhook: Webhook = {
    ...target,
    id: ports.ids.random(),
    projectId: caller.projectId,
    description: input.description,
    createdAt: ports.clock.now(),
    updatedAt: null,
  };
  await ports.webhooks.create(webhook);
  return webhook;
}

export const listWebhooks = (
  { webhooks }: Pick<Ports, 'webhooks'>,
  scope: ListScope,
): Promise<readonly Webhook[]> => listInScope(webhooks, scope);

/**
 * Changes a webhook of the caller's own project; nulls leave things as they are. Naming an alias makes
 * it follow the alias, naming a function or a version makes it leave the alias it followed; a version
 * alone is one of the function it has, or that its alias stands for now.
 */
export async function updateWebhook(
  ports: Pick<Ports, 'aliases' | 'clock' | 'functions' | 'versions' | 'webhooks'>,
  caller: Caller,
  id: string,
  change: AskedTarget & { readonly description: string | null },
): Promise<Webhook> {
  withinLength('description', change.description);
  const before = await webhookFor(ports, caller, id);
  if (before.projectId !== caller.projectId) throw missing('Webhook', id);
  const asked = await switched(ports, before, change);
  const { target } = await resolveTarget(ports, caller.projectId, asked, (functionId) =>
    ownFunction(ports, caller, functionId),
  );
  const next: Webhook = {
    ...before,
    ...target,
    description: change.description ?? before.description,
    updatedAt: ports.clock.now(),
  };
  if ((await ports.webhooks.replace(next)) === 'gone') throw missing('Webhook', id);
  return next;
}

/** What the webhook points at after the change. */
async function switched(
  ports: Pick<Ports, 'aliases'>,
  before: Webhook,
  { functionId, functionVersion, functionAlias }: AskedTarget,
): Promise<AskedTarget> {
  if (functionAlias) return { functionId: null, functionVersion: null, functionAlias };
  if (functionId === null && functionVersion === null) return before;
  const now = await pointAt(ports, before);
  return {
    functionId: functionId ?? now.functionId,
    functionVersion: functionVersion ?? (functionId === null ? now.functionVersion : 0),
    functionAlias: null,
  };
}

/** Removes a webhook the caller may see. */
export async function deleteWebhook(
  { webhooks }: Pick<Ports, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<void> {
  await webhooks.remove(await webhookFor({ webhooks }, caller, id));
}
