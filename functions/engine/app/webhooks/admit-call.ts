import type { ExecutionMessage } from '../../../contract/message.ts';
import type { Fault } from '../../../platform/core/fault.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { errorEnd } from '../../core/executions/execution-end.ts';
import { newExecution } from '../../core/executions/execution.ts';
import type { Webhook } from '../../core/webhooks/webhook.ts';
import type { Ports } from '../../ports.ts';
import type { Ran } from '../executions/run-claimed.ts';
import { type Limiting, refusalOfCall } from '../project-limits.ts';

/** How long a call by another project's alarm waits for its turn. */
const patienceSeconds = 900;

type Admitting = Limiting & Pick<Ports, 'clock' | 'executions' | 'ids' | 'log' | 'webhooks'>;
type Call = Extract<ExecutionMessage, { readonly kind: 'webhook' }>;

/**
 * Whether an alarm may call a webhook now; an alarm of the webhook's own project always may. One of another
 * project is a caller from outside: over the limits it waits for a later minute, and after a quarter of an
 * hour it is given up, as a caller would that is answered 503. `sentAt` is when the alarm fired.
 */
export async function admitCall(
  ports: Admitting,
  call: Call,
  { webhook, sentAt }: { readonly webhook: Webhook; readonly sentAt: Instant },
): Promise<{ readonly kind: 'admitted' } | Ran> {
  const { clock, executions, log } = ports;
  const { projectId } = webhook;
  if (call.projectId === projectId) return { kind: 'admitted' };
  if (await executions.get(projectId, call.executionId)) return { kind: 'admitted' };
  const refusal = await refusalOfCall(ports, webhook);
  if (!refusal) return { kind: 'admitted' };
  const now = clock.now();
  if (after(sentAt, patienceSeconds) > now)
    return { kind: 'later', at: inNextMinute(now, call.executionId) };
  log.warn("call by another project's alarm given up", { executionId: call.executionId });
  await recordRefusal(ports, webhook, refusal);
  return { kind: 'ended' };
}

const minuteOf = (now: Instant): Instant => `${now.slice(0, 17)}00.000000Z`;

/** Calls that wait are spread over the minute, by the end of their ids, which begin with the time. */
const inNextMinute = (now: Instant, executionId: string): Instant =>
  after(minuteOf(now), 60 + (Number.parseInt(executionId.slice(-4), 16) % 50));

/**
 * Shows the webhook's project that calls were given up: one execution in `error` for each minute, because
 * one for each call would let another project fill this one's executions.
 */
async function recordRefusal(
  { clock, executions, ids }: Admitting,
  { functionAlias, functionId, functionVersion, id, projectId }: Webhook,
  refusal: Fault,
): Promise<void> {
  const now = clock.now();
  const minute = minuteOf(now);
  const { status, result } = errorEnd(
    `Calls by alarms of another project were given up: ${refusal.message}`,
  );
  const requested = newExecution({
    id: ids.derivedAt(minute, 'call-given-up', id),
    projectId,
    functionAlias,
    functionId,
    functionVersion,
    description: `Created by Webhook ${id}`,
    sync: false,
    input: null,
    positional: false,
    createdAt: now,
  });
  await executions.create({ ...requested, status, result: { text: result }, updatedAt: now });
}
