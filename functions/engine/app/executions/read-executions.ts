import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import type { Payload } from '../../../platform/core/payload.ts';
import type { Execution } from '../../core/executions/execution.ts';
import { type Filter, passes } from '../../core/lists/filter.ts';
import type { AskedScope } from '../../core/lists/list-scope.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list-in-scope.ts';
import { visibleExecution } from '../visible-to-caller.ts';

/** An execution with its input and result loaded. */
export interface ReadExecution {
  readonly execution: Execution;
  readonly input: string | null;
  readonly result: string | null;
}

type Reading = Pick<Ports, 'executions' | 'payloads'>;

/** The executions that a request asks a list to show. */
export interface AskedExecutions extends AskedScope {
  readonly functionId?: Filter | undefined;
  readonly status?: Filter | undefined;
  readonly description?: Filter | undefined;
}

/** The most executions that a list shows: Qinling's lists have no pages, so it shows the newest. */
export const maximumListed = 1000;

/** The most characters of inputs and results in a list together; the newest come first. */
const maximumListedText = 2 * 1024 * 1024;

/**
 * The newest executions that a request asks for, in the order of their creation. A text that is stored
 * outside its row, or would make the list too large, is left out: whoever wants it asks for the execution.
 */
export async function listExecutions(
  ports: Pick<Ports, 'executions'>,
  caller: Caller,
  asked: AskedExecutions,
): Promise<readonly ReadExecution[]> {
  const { functionId, status, description } = asked;
  const listed = await listInScope(ports.executions, caller, asked);
  const shown = listed.filter(
    (execution) =>
      (!functionId || passes(functionId, execution.functionId)) &&
      (!status || passes(status, execution.status)) &&
      (!description || passes(description, execution.description)),
  );
  let room = maximumListedText;
  const inRow = (payload: Payload | null): string | null => {
    if (!payload || !('text' in payload) || payload.text.length > room) return null;
    room -= payload.text.length;
    return payload.text;
  };
  const newest = shown.slice(-maximumListed).toReversed();
  return newest
    .map((execution) => ({
      execution,
      input: inRow(execution.input),
      result: inRow(execution.result),
    }))
    .toReversed();
}

export async function showExecution(
  ports: Reading,
  caller: Caller,
  id: string,
): Promise<ReadExecution> {
  requireRole(caller, 'reader');
  return loadExecution(ports, await visibleExecution(ports, caller, id));
}

export async function loadExecution(
  { payloads }: Pick<Ports, 'payloads'>,
  execution: Execution,
): Promise<ReadExecution> {
  const text = (payload: Payload | null) => (payload ? payloads.load(payload) : null);
  const [input, result] = await Promise.all([text(execution.input), text(execution.result)]);
  return { execution, input, result };
}

/** What the function printed; empty until the execution has ended. */
export async function readLog(ports: Reading, caller: Caller, id: string): Promise<string> {
  requireRole(caller, 'reader');
  const { log } = await visibleExecution(ports, caller, id);
  return log ? ports.payloads.load(log) : '';
}

/** Removes an execution. An attempt that is still running ends without a trace. */
export async function deleteExecution(
  { executions }: Pick<Ports, 'executions'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  const { projectId } = await visibleExecution({ executions }, caller, id);
  if ((await executions.remove(projectId, id)) === 'gone') throw notFound('Execution', id);
}
