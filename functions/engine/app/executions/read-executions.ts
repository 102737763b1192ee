import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import type { Payload } from '../../../platform/core/payload.ts';
import type { Execution, ExecutionSummary } from '../../core/executions/execution.ts';
import { type Filter, passes } from '../../core/lists/filter.ts';
import { type AskedScope, listScope, type ListScope } from '../../core/lists/list-scope.ts';
import { byCreation } from '../../core/lists/order.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports } from '../../ports.ts';
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

/** The most executions that a list shows. Qinling's lists have no pages, so it shows the newest. */
const shownExecutions = 1000;
/** How far back a list looks for executions that pass its filters. */
const examinedExecutions = 10_000;
/** How many executions of a list are read with their texts at a time. */
const readAtOnce = 100;
/** The most characters of inputs and results in a list together; the newest come first. */
const maximumListedText = 2 * 1024 * 1024;

/**
 * The newest executions that pass the filters, in the order of all lists. A text that is stored in S3, or
 * would make the list too large, is left out: whoever wants it asks for the execution.
 */
export async function listExecutions(
  ports: Pick<Ports, 'executions'>,
  caller: Caller,
  asked: AskedExecutions,
): Promise<readonly ReadExecution[]> {
  requireRole(caller, 'reader');
  const shown = await newestShown(ports, listScope(caller, asked), asked);
  return (await withTexts(ports, shown)).toSorted((left, right) =>
    byCreation(left.execution, right.execution),
  );
}

/** The executions that still exist of these, with their texts as long as there is room. */
async function withTexts(
  { executions }: Pick<Ports, 'executions'>,
  newestFirst: readonly ExecutionSummary[],
): Promise<readonly ReadExecution[]> {
  const read: ReadExecution[] = [];
  let room = maximumListedText;
  let isFull = false;
  const inList = (payload: Payload | null): string | null => {
    if (!payload || !('text' in payload)) return null;
    isFull ||= payload.text.length > room;
    if (payload.text.length > room) return null;
    room -= payload.text.length;
    return payload.text;
  };
  for (let first = 0; first < newestFirst.length; first += readAtOnce) {
    const some = newestFirst.slice(first, first + readAtOnce);
    const found = isFull
      ? some.map(withoutTexts)
      : // oxlint-disable-next-line no-await-in-loop -- a bounded number of texts at a time
        await Promise.all(some.map(({ projectId, id }) => executions.get(projectId, id)));
    for (const execution of found.filter((each) => each !== undefined))
      read.push({
        execution,
        input: inList(execution.input),
        result: inList(execution.result),
      });
  }
  return read;
}

const withoutTexts = (summary: ExecutionSummary): Execution => ({
  ...summary,
  input: null,
  result: null,
  log: null,
});

async function newestShown(
  { executions }: Pick<Ports, 'executions'>,
  scope: ListScope,
  asked: AskedExecutions,
): Promise<readonly ExecutionSummary[]> {
  const shown: ExecutionSummary[] = [];
  let before: string | undefined;
  for (let examined = 0; examined < examinedExecutions; examined += shownExecutions) {
    const page = { limit: shownExecutions, before };
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const found = await (scope.kind === 'project'
      ? executions.list(scope.projectId, page)
      : executions.listAll(page));
    shown.push(...found.filter((execution) => isAsked(execution, scope, asked)));
    before = found.at(-1)?.id;
    if (found.length < shownExecutions || shown.length >= shownExecutions) break;
  }
  return shown.slice(0, shownExecutions);
}

const isAsked = (
  execution: ExecutionSummary,
  scope: ListScope,
  { functionId, status, description }: AskedExecutions,
): boolean =>
  (scope.kind === 'project' || !scope.project || passes(scope.project, execution.projectId)) &&
  (!functionId || passes(functionId, execution.functionId)) &&
  (!status || passes(status, execution.status)) &&
  (!description || passes(description, execution.description));

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
