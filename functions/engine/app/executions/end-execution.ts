import type { ExecutionEnd } from '../../core/execution-end.ts';
import type { Execution } from '../../core/execution.ts';
import type { Ports } from '../../ports.ts';

/** Writes the end of the attempt that `execution` holds; `stale` when another one has taken over. */
export async function endExecution(
  { executions, payloads, clock }: Pick<Ports, 'executions' | 'payloads' | 'clock'>,
  execution: Execution,
  { status, result, log, environment }: ExecutionEnd,
): Promise<'stored' | 'stale'> {
  const { projectId, id, attempt } = execution;
  // Each attempt has objects of its own: one that comes late must not write over another's.
  const owner = `executions/${projectId}/${id}/${attempt}`;
  const [storedResult, storedLog] = await Promise.all([
    payloads.store(`${owner}/result`, result),
    log === null ? null : payloads.store(`${owner}/log`, log),
  ]);
  return executions.finish({
    ...execution,
    status,
    result: storedResult,
    log: storedLog,
    ...(environment !== undefined && { environment }),
    leaseUntil: null,
    updatedAt: clock.now(),
  });
}
