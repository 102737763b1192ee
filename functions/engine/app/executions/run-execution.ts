import { errorEnd } from '../../core/executions/execution-end.ts';
import { leaseMarginSeconds, retryStartAt } from '../../core/executions/execution-schedule.ts';
import type { Execution } from '../../core/executions/execution.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { RunPorts } from '../../ports.ts';
import { endExecution } from './end-execution.ts';
import { type Readiness, readinessOf } from './readiness.ts';
import { type Ran, runClaimed } from './run-claimed.ts';

/**
 * Runs a recorded execution to its end: checks that its function is ready, claims the execution, invokes
 * the function, writes the end. It waits only for the function itself.
 */
export async function runExecution(
  ports: RunPorts,
  { projectId, id }: { readonly projectId: string; readonly id: string },
): Promise<Ran> {
  const execution = await ports.executions.get(projectId, id);
  if (execution?.status !== 'running') return { kind: 'ended' };
  const readiness = await readinessOf(ports, execution);
  const now = ports.clock.now();
  if (readiness.kind === 'pending')
    return { kind: 'later', at: retryStartAt(execution.createdAt, now) };

  const claim = await ports.attempts.claim(execution, now, leaseUntil(readiness, now));
  if (claim.kind === 'leased') return { kind: 'later', at: claim.until };
  if (claim.kind !== 'claimed') return { kind: 'ended' };
  return runReady(ports, claim.execution, readiness);
}

/** Runs a claimed execution, or ends it with the reason why it cannot run. */
export async function runReady(
  ports: RunPorts,
  execution: Execution,
  readiness: Exclude<Readiness, { readonly kind: 'pending' }>,
): Promise<Ran> {
  if (readiness.kind === 'ready') return runClaimed(ports, execution, readiness.code);
  await endExecution(ports, execution, errorEnd(readiness.why));
  return { kind: 'ended' };
}

/** Until when an attempt that starts now may hold its execution. */
export const leaseUntil = (readiness: Readiness, now: Instant): Instant =>
  after(now, leaseMarginSeconds + (readiness.kind === 'ready' ? readiness.code.timeoutSeconds : 0));
