import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import type { FunctionTarget } from '../../core/functions/function.ts';
import type { AskedScope } from '../../core/lists/list-scope.ts';
import { notFound } from '../../core/not-found.ts';
import type { Webhook } from '../../core/webhooks/webhook.ts';
import type { Ports, TargetPorts } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type Limiting, requireRoomFor } from '../project-limits.ts';
import { listInScope } from '../list-in-scope.ts';
import { followAlias } from '../versions/follow-alias.ts';
import { type AskedTarget, resolveTarget } from '../versions/resolve-target.ts';
import { ownFunction, visibleWebhook } from '../visible-to-caller.ts';

/** What a request says of a webhook. In a change, null leaves a field as it is. */
export interface AskedWebhook extends AskedTarget {
  readonly description: string | null;
}

/** Creates a webhook for a function of the caller's own project. */
export async function createWebhook(
  ports: TargetPorts & Limiting & Pick<Ports, 'clock' | 'ids' | 'webhooks'>,
  caller: Caller,
  asked: Asked<AskedWebhook>,
): Promise<Webhook> {
  requireRole(caller, 'member');
  const input = await asked();
  withinLength('description', input.description);
  const { target } = await resolveTarget(ports, caller.projectId, input, (id) =>
    ownFunction(ports, caller, id),
  );
  await requireRoomFor('webhooks', ports, caller.projectId);
  const webhook: Webhook = {
    ...asAsked(target, input),
    id: ports.ids.random(),
    projectId: caller.projectId,
    description: input.description,
    createdAt: ports.clock.now(),
    updatedAt: null,
  };
  await ports.webhooks.create(webhook);
  return webhook;
}

export async function showWebhook(
  ports: Pick<Ports, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<Webhook> {
  requireRole(caller, 'reader');
  return visibleWebhook(ports, caller, id);
}

export const listWebhooks = (
  { webhooks }: Pick<Ports, 'webhooks'>,
  caller: Caller,
  asked: AskedScope,
): Promise<readonly Webhook[]> => listInScope(webhooks, caller, asked);

/**
 * Changes a webhook of the caller's own project. Naming an alias makes the webhook follow the alias; naming
 * a function or version makes it stop following one. A version without a function is a version of the
 * function that the webhook, or its alias, points at now.
 */
export async function updateWebhook(
  ports: TargetPorts & Pick<Ports, 'clock' | 'webhooks'>,
  caller: Caller,
  id: string,
  asked: Asked<AskedWebhook>,
): Promise<Webhook> {
  requireRole(caller, 'member');
  const change = await asked();
  withinLength('description', change.description);
  const before = await visibleWebhook(ports, caller, id);
  if (before.projectId !== caller.projectId) throw notFound('Webhook', id);
  const wanted = await changedTarget(ports, before, change);
  const { target } = await resolveTarget(ports, caller.projectId, wanted, (functionId) =>
    ownFunction(ports, caller, functionId),
  );
  const next: Webhook = {
    ...before,
    ...asAsked(target, wanted),
    description: change.description ?? before.description,
    updatedAt: ports.clock.now(),
  };
  if ((await ports.webhooks.replace(next)) === 'gone') throw notFound('Webhook', id);
  return next;
}

/** A version that was not named stays null, as in Qinling; the webhook runs the newest code then. */
const asAsked = (target: FunctionTarget, { functionVersion }: AskedTarget): FunctionTarget =>
  functionVersion === null ? { ...target, functionVersion: null } : target;

async function changedTarget(
  ports: Pick<Ports, 'aliases'>,
  before: Webhook,
  { functionId, functionVersion, functionAlias }: AskedTarget,
): Promise<AskedTarget> {
  if (functionAlias) return { functionId: null, functionVersion: null, functionAlias };
  if (functionId === null && functionVersion === null) return before;
  const now = await followAlias(ports, before);
  return {
    functionId: functionId ?? now.functionId,
    functionVersion: functionVersion ?? (functionId === null ? now.functionVersion : null),
    functionAlias: null,
  };
}

export async function deleteWebhook(
  { webhooks }: Pick<Ports, 'webhooks'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  await webhooks.remove(await visibleWebhook({ webhooks }, caller, id));
}
