import type { Cause, ExecutionMessage } from '../../../contract/message.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { retryStartAt } from '../../core/executions/execution-schedule.ts';
import { type Execution, newExecution } from '../../core/executions/execution.ts';
import type { Webhook } from '../../core/webhooks/webhook.ts';
import type { Ports, RunPorts } from '../../ports.ts';
import type { Limiting } from '../project-limits.ts';
import { admitCall } from '../webhooks/admit-call.ts';
import { followAlias } from '../versions/follow-alias.ts';
import { readinessOf } from './readiness.ts';
import type { Ran } from './run-claimed.ts';
import { runJob } from './run-job.ts';
import { leaseUntil, runExecution, runReady } from './run-execution.ts';

type HandlingPorts = RunPorts & Limiting & Pick<Ports, 'aliases' | 'ids' | 'jobs' | 'webhooks'>;

/** Does what a message on the queue `executions` asks for; repeating it is safe. */
export const handleExecutionMessage = (
  ports: HandlingPorts,
  message: ExecutionMessage,
  sentAt: Instant = ports.clock.now(),
): Promise<Ran> => {
  switch (message.kind) {
    case 'webhook':
      return runWebhookExecution(ports, message, sentAt);
    case 'job':
      return runJob(ports, message);
    case 'replay':
      return runReplayed(ports, message);
    case 'recorded':
      return runExecution(ports, { projectId: message.projectId, id: message.executionId });
  }
};

type WebhookMessage = Extract<ExecutionMessage, { readonly kind: 'webhook' }>;

/**
 * Records the execution that an alarm asked for through one of our webhooks, and runs it. The row is
 * created already claimed, which saves a write. A redelivery continues with the existing row.
 *
 * If the webhook no longer exists, the action is dropped and logged, as a 404 would drop it from outside.
 * An execution that was recorded before still runs to its end.
 */
async function runWebhookExecution(
  ports: HandlingPorts,
  message: WebhookMessage,
  sentAt: Instant,
): Promise<Ran> {
  const { webhookId, executionId, input, cause } = message;
  const { clock, executions, log, webhooks } = ports;
  const webhook = await webhooks.resolve(webhookId);
  if (!webhook) {
    const begun = await executions.find(executionId);
    if (begun) return runExecution(ports, begun);
    log.warn('alarm action dropped: its webhook is gone', {
      executionId,
      ...(cause && { cause }),
    });
    return { kind: 'ended' };
  }
  const admission = await admitCall(ports, message, { webhook, sentAt });
  if (admission.kind !== 'admitted') return admission;
  const now = clock.now();
  const recorded = newExecution({
    ...(await followAlias(ports, webhook)),
    id: executionId,
    projectId: webhook.projectId,
    description: `Created by Webhook ${webhook.id}`,
    sync: false,
    input,
    positional: false,
    ...(cause && ownCause(message, webhook, cause)),
    // Another project's alarm is a caller from outside (`docs/decisions/0009`).
    ...(message.projectId !== webhook.projectId && { counted: true }),
    createdAt: now,
  });
  return recordAndRun(ports, recorded);
}

/** The row is created already claimed if the execution can start. */
async function recordAndRun(ports: RunPorts, recorded: Execution): Promise<Ran> {
  const { executions } = ports;
  const readiness = await readinessOf(ports, recorded);
  const now = ports.clock.now();
  if (readiness.kind === 'pending') {
    await executions.create(recorded);
    return { kind: 'later', at: retryStartAt(now, now) };
  }
  const claimed = { ...recorded, attempt: 1, leaseUntil: leaseUntil(readiness, now) };
  if ((await executions.create(claimed)) === 'exists') return runExecution(ports, recorded);
  return runReady(ports, claimed, readiness);
}

/**
 * Records the execution that a replay of a stored event asked for, and runs it. A function that is gone meanwhile
 * leaves an execution that says so.
 */
const runReplayed = (
  ports: RunPorts,
  {
    projectId,
    functionId,
    replayId,
    executionId,
    input,
    cause,
  }: Extract<ExecutionMessage, { readonly kind: 'replay' }>,
): Promise<Ran> =>
  recordAndRun(
    ports,
    newExecution({
      id: executionId,
      projectId,
      functionId,
      functionVersion: 0,
      functionAlias: null,
      description: `Created by Replay ${replayId}`,
      sync: false,
      input,
      positional: false,
      cause,
      createdAt: ports.clock.now(),
    }),
  );

/** The alarm of another project is none of this one's business, nor is its event. */
const ownCause = (
  { projectId }: WebhookMessage,
  webhook: Pick<Webhook, 'projectId'>,
  cause: Cause,
): { readonly cause?: Cause } => (projectId === webhook.projectId ? { cause } : {});
