import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import type { QinlingFunction } from '../../core/functions/function.ts';
import type { AskedScope } from '../../core/lists/list-scope.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list-in-scope.ts';
import { visibleFunction } from '../visible-to-caller.ts';

/** A function with the number of its executions, which is stored separately. */
export interface CountedFunction {
  readonly fn: QinlingFunction;
  readonly count: number;
}

type Reading = Pick<Ports, 'executionCounts' | 'functions'>;

export async function listFunctions(
  { executionCounts, functions }: Reading,
  caller: Caller,
  asked: AskedScope,
): Promise<readonly CountedFunction[]> {
  const listed = await listInScope(functions, caller, asked);
  const projects = [...new Set(listed.map(({ projectId }) => projectId))];
  const counted = await Promise.all(
    projects.map((projectId) =>
      executionCounts.of(
        projectId,
        listed.filter((fn) => fn.projectId === projectId).map(({ id }) => id),
      ),
    ),
  );
  const counts = new Map(counted.flatMap((ofProject) => [...ofProject]));
  return listed.map((fn) => ({ fn, count: counts.get(fn.id) ?? 0 }));
}

export async function showFunction(
  ports: Reading,
  caller: Caller,
  id: string,
): Promise<CountedFunction> {
  requireRole(caller, 'reader');
  return withCount(ports, await visibleFunction(ports, caller, id));
}

export async function withCount(
  { executionCounts }: Pick<Ports, 'executionCounts'>,
  fn: QinlingFunction,
): Promise<CountedFunction> {
  const counts = await executionCounts.of(fn.projectId, [fn.id]);
  return { fn, count: counts.get(fn.id) ?? 0 };
}
