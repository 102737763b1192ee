import type { ExecutionMessage } from '../../../contract/message.ts';
import { lookAgainAt } from '../../core/execution-schedule.ts';
import type { Execution } from '../../core/execution.ts';
import type { Ports } from '../../ports.ts';
import { pointAt } from './point-at.ts';
import { readyFunction } from './ready-function.ts';
import type { Ran, RunPorts } from './run-claimed.ts';
import { leaseUntil, runExecution, runReady } from './run-execution.ts';

type WebhookMessage = Extract<ExecutionMessage, { readonly kind: 'webhook' }>;

/**
 * Records the execution that an alarm asked for through one of our webhooks, already claimed, which
 * saves a write, and runs it. Delivered again, it goes on with the row that is there.
 *
 * A webhook that is gone by now answers nobody: as with a 404 from outside, the action is dropped, and
 * the log says so. What had been recorded before still runs to its end.
 */
export async function beginWebhookExecution(
  ports: RunPorts & Pick<Ports, 'aliases' | 'webhooks'>,
  { webhookId, executionId, input }: WebhookMessage,
): Promise<Ran> {
  const { clock, executions, log, webhooks } = ports;
  const webhook = await webhooks.resolve(webhookId);
  if (!webhook) {
    const begun = await executions.find(executionId);
    if (begun) return runExecution(ports, begun);
    log.warn('alarm action dropped: its webhook is gone', { executionId });
    return { kind: 'ended' };
  }
  const now = clock.now();
  const recorded: Execution = {
    ...(await pointAt(ports, webhook)),
    id: executionId,
    projectId: webhook.projectId,
    description: `Created by Webhook ${webhook.id}`,
    status: 'running',
    sync: false,
    input,
    positional: false,
    result: null,
    log: null,
    attempt: 0,
    leaseUntil: null,
    createdAt: now,
    updatedAt: null,
  };
  const readiness = await readyFunction(ports, recorded);
  if (readiness.kind === 'pending') {
    await executions.create(recorded);
    return { kind: 'later', at: lookAgainAt(now, now) };
  }
  const claimed = { ...recorded, attempt: 1, leaseUntil: leaseUntil(readiness, now) };
  if ((await executions.create(claimed)) === 'exists') return runExecution(ports, recorded);
  return runReady(ports, claimed, readiness);
}
