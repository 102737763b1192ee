import type { Caller } from '../../../platform/core/caller.ts';
import type { Execution } from '../../core/execution.ts';
import { type Filter, passes } from '../../core/filter.ts';
import type { ListScope } from '../../core/list-scope.ts';
import type { Payload } from '../../../platform/core/payload.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list.ts';
import { executionFor, missing } from '../lookup.ts';

/** An execution with its input and result read, wherever they lie. */
export interface ReadExecution {
  readonly execution: Execution;
  readonly input: string | null;
  readonly result: string | null;
}

type Reading = Pick<Ports, 'executions' | 'payloads'>;

/** The conditions a list of executions may be narrowed by. */
export interface ExecutionFilters {
  readonly functionId?: Filter | undefined;
  readonly status?: Filter | undefined;
  readonly description?: Filter | undefined;
}

export async function listExecutions(
  ports: Reading,
  scope: ListScope,
  { functionId, status, description }: ExecutionFilters,
): Promise<readonly ReadExecution[]> {
  const listed = await listInScope(ports.executions, scope);
  const shown = listed.filter(
    (execution) =>
      (!functionId || passes(functionId, execution.functionId)) &&
      (!status || passes(status, execution.status)) &&
      (!description || passes(description, execution.description)),
  );
  return Promise.all(shown.map((execution) => readExecution(ports, execution)));
}

export const showExecution = async (
  ports: Reading,
  caller: Caller,
  id: string,
): Promise<ReadExecution> => readExecution(ports, await executionFor(ports, caller, id));

export async function readExecution(
  { payloads }: Pick<Ports, 'payloads'>,
  execution: Execution,
): Promise<ReadExecution> {
  const text = (payload: Payload | null) => (payload ? payloads.load(payload) : null);
  const [input, result] = await Promise.all([text(execution.input), text(execution.result)]);
  return { execution, input, result };
}

/** What the function printed; empty until the execution has ended. */
export async function readLog(ports: Reading, caller: Caller, id: string): Promise<string> {
  const { log } = await executionFor(ports, caller, id);
  return log ? ports.payloads.load(log) : '';
}

/** Removes an execution the caller may see; an attempt that is still running ends unseen. */
export async function deleteExecution(
  { executions }: Pick<Ports, 'executions'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const { projectId } = await executionFor({ executions }, caller, id);
  if ((await executions.remove(projectId, id)) === 'gone') throw missing('Execution', id);
}
