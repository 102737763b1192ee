import { errorEnd } from '../../core/execution-end.ts';
import { leaseMarginSeconds, lookAgainAt } from '../../core/execution-schedule.ts';
import type { Execution } from '../../core/execution.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { endExecution } from './end-execution.ts';
import { type Readiness, readyFunction } from './ready-function.ts';
import { type Ran, runClaimed, type RunPorts } from './run-claimed.ts';

/**
 * Runs a recorded execution to its end: sees whether its function is ready, claims the execution,
 * invokes the function, writes the end. Waits for nothing but the function itself.
 */
export async function runExecution(
  ports: RunPorts,
  { projectId, id }: { readonly projectId: string; readonly id: string },
): Promise<Ran> {
  const execution = await ports.executions.get(projectId, id);
  if (execution?.status !== 'running') return { kind: 'ended' };
  const readiness = await readyFunction(ports, execution);
  const now = ports.clock.now();
  if (readiness.kind === 'pending')
    return { kind: 'later', at: lookAgainAt(execution.createdAt, now) };

  const claim = await ports.executions.claim(execution, now, leaseUntil(readiness, now));
  if (claim.kind === 'leased') return { kind: 'later', at: claim.until };
  if (claim.kind !== 'claimed') return { kind: 'ended' };
  return runReady(ports, claim.execution, readiness);
}

/** Runs a claimed execution, or says at once why it cannot run. */
export async function runReady(
  ports: RunPorts,
  execution: Execution,
  readiness: Exclude<Readiness, { readonly kind: 'pending' }>,
): Promise<Ran> {
  if (readiness.kind === 'ready') return runClaimed(ports, execution, readiness.code);
  await endExecution(ports, execution, errorEnd(readiness.why));
  return { kind: 'ended' };
}

/** How long an attempt begun now may hold its execution. */
export const leaseUntil = (readiness: Readiness, now: Instant): Instant =>
  after(now, leaseMarginSeconds + (readiness.kind === 'ready' ? readiness.code.timeoutSeconds : 0));
