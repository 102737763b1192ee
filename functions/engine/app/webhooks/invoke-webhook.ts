import { webhookInput } from '../../core/execution-input.ts';
import { missingAlias } from '../../core/function-alias.ts';
import { requireFewHops } from '../../core/hops.ts';
import type { Json } from '../../../platform/core/python-json.ts';
import type { Ports } from '../../ports.ts';
import { pointAt } from '../executions/point-at.ts';
import { type Limiting, requireModestCalls, requireRoomForExecution } from '../limits.ts';
import { missing } from '../lookup.ts';
import { recordExecution, type Recording } from '../executions/record-execution.ts';
import { sendOrLeaveDue } from '../send.ts';

export type Invoking = Limiting &
  Recording &
  Pick<Ports, 'aliases' | 'webhooks' | 'executionQueue' | 'log'>;

/** Accepts a call of a webhook, from anybody who knows its id: records the execution and queues it. */
export async function invokeWebhook(
  ports: Invoking,
  call: {
    readonly webhookId: string;
    readonly parameters: readonly (readonly [string, string])[];
    readonly body: Json;
    /** How many webhooks functions have called one after the other, this one included. */
    readonly hops: number;
  },
): Promise<{ readonly executionId: string }> {
  const webhook = await ports.webhooks.resolve(call.webhookId);
  if (!webhook) throw missing('Webhook', call.webhookId);
  const { projectId } = webhook;
  requireFewHops(webhook.id, call.hops);
  await requireModestCalls(ports, webhook.id);
  await requireRoomForExecution(ports, projectId);
  const target = await pointAt(ports, webhook);
  if (target.functionId === null) throw missingAlias(target.functionAlias ?? '');
  const { id } = await recordExecution(ports, {
    ...target,
    projectId,
    description: `Created by Webhook ${webhook.id}`,
    sync: false,
    ...(call.hops > 0 && { hops: call.hops }),
    input: { text: webhookInput(call.parameters, call.body), positional: false },
  });
  const message = { v: 1, kind: 'recorded', projectId, executionId: id } as const;
  await sendOrLeaveDue(ports, id, ports.executionQueue.send([message]));
  return { executionId: id };
}
