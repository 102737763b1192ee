import { isUuidLike } from '../../../platform/core/uuid.ts';
import type { Json } from '../../../platform/core/python-json.ts';
import { webhookInput } from '../../core/executions/execution-input.ts';
import { notFound } from '../../core/not-found.ts';
import { missingAlias } from '../../core/versions/function-alias.ts';
import { requireFewHops } from '../../core/webhooks/hops.ts';
import type { Ports } from '../../ports.ts';
import { recordExecution, type Recording } from '../executions/record-execution.ts';
import { type Limiting, refusalOfCall } from '../project-limits.ts';
import { type ExecutionRequests, queueExecution } from '../queue-or-leave-due.ts';
import { followAlias } from '../versions/follow-alias.ts';

export type Invoking = Limiting &
  Recording &
  ExecutionRequests &
  Pick<Ports, 'aliases' | 'webhooks'>;

export interface WebhookInvocation {
  readonly webhookId: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly body: Json;
  /** How many webhooks functions have called in a chain, including this one; 0 from outside. */
  readonly hops: number;
}

/** Accepts a call of a webhook from anybody who knows its id: records an execution and queues it. */
export async function invokeWebhook(
  ports: Invoking,
  { webhookId, parameters, body, hops }: WebhookInvocation,
): Promise<{ readonly executionId: string }> {
  const webhook = isUuidLike(webhookId) ? await ports.webhooks.resolve(webhookId) : undefined;
  if (!webhook) throw notFound('Webhook', webhookId);
  const { projectId } = webhook;
  requireFewHops(webhook.id, hops);
  const refusal = await refusalOfCall(ports, webhook);
  if (refusal) throw refusal;
  const target = await followAlias(ports, webhook);
  if (target.functionId === null) throw missingAlias(target.functionAlias ?? '');
  const execution = await recordExecution(ports, {
    ...target,
    projectId,
    description: `Created by Webhook ${webhook.id}`,
    sync: false,
    ...(hops > 0 && { hops }),
    input: { text: webhookInput(parameters, body), positional: false },
  });
  await queueExecution(ports, execution);
  return { executionId: execution.id };
}
