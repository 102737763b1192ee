import type { ExecutionEnd } from '../../core/executions/execution-end.ts';
import type { Execution } from '../../core/executions/execution.ts';
import type { Ports } from '../../ports.ts';

/** Writes the end of the attempt that holds `execution`; `stale` if another attempt has taken over. */
export async function endExecution(
  { attempts, payloads, clock }: Pick<Ports, 'attempts' | 'clock' | 'payloads'>,
  execution: Execution,
  { status, result, log, environment }: ExecutionEnd,
): Promise<'stored' | 'stale'> {
  const { projectId, id, attempt } = execution;
  // Each attempt has its own objects, so that a late one does not overwrite another's.
  const owner = `executions/${projectId}/${id}/${attempt}`;
  const [storedResult, storedLog] = await Promise.all([
    payloads.store(`${owner}/result`, result),
    log === null ? null : payloads.store(`${owner}/log`, log),
  ]);
  return attempts.finish({
    ...execution,
    status,
    result: storedResult,
    log: storedLog,
    ...(environment !== undefined && { environment }),
    leaseUntil: null,
    updatedAt: clock.now(),
  });
}
