import type { ExecutionStatus, ExecutionSummary } from '../../engine/core/executions/execution.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { requireReader } from '../core/console-access.ts';
import { type ExecutionCause, executionCause } from '../core/execution-cause.ts';
import type { ConsolePorts } from '../ports.ts';
import { type AskedPage, listPage, type ListPage } from './list-page.ts';
import { examinedRows } from './limits.ts';

export interface AskedExecutions extends AskedPage {
  readonly functionId?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly cause?: ExecutionCause['kind'] | undefined;
}

/** An execution with the name of its function, if it is still there. */
export interface ListedExecution {
  readonly execution: ExecutionSummary;
  readonly functionName: string | null;
}

type Ports = Pick<ConsolePorts, 'clock' | 'executions' | 'records'>;

export async function listExecutions(
  ports: Ports,
  caller: Caller,
  { functionId, status, cause, ...page }: AskedExecutions,
): Promise<ListPage<ListedExecution>> {
  requireReader(caller);
  const { projectId } = caller;
  const isAsked = (execution: ExecutionSummary): boolean =>
    (functionId === undefined || execution.functionId === functionId) &&
    (status === undefined || execution.status === status) &&
    (cause === undefined || executionCause(execution).kind === cause);
  const found = await listPage(
    {
      timeline: ports.executions,
      projectId,
      now: ports.clock.now(),
      examined: examinedRows,
      chosen: async (rows) => rows.filter(isAsked),
    },
    page,
  );
  return { ...found, items: await withFunctionNames(ports, projectId, found.items) };
}

/** Calls of the same moment share a request, which asks for each function once. */
export const withFunctionNames = (
  { records }: Pick<ConsolePorts, 'records'>,
  projectId: string,
  executions: readonly ExecutionSummary[],
): Promise<readonly ListedExecution[]> =>
  Promise.all(
    executions.map(async (execution) => {
      const { functionId } = execution;
      const fn = functionId === null ? undefined : await records.function(projectId, functionId);
      return { execution, functionName: fn?.name ?? null };
    }),
  );
