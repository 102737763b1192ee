import type { Caller } from '../../../platform/core/caller.ts';
import type { QinlingFunction } from '../../core/function.ts';
import type { ListScope } from '../../core/list-scope.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list.ts';
import { functionFor } from '../lookup.ts';

/** A function with the number of its executions, which is counted beside it. */
export interface CountedFunction {
  readonly fn: QinlingFunction;
  readonly count: number;
}

export async function listFunctions(
  { functions }: Pick<Ports, 'functions'>,
  scope: ListScope,
): Promise<readonly CountedFunction[]> {
  const listed = await listInScope(functions, scope);
  const projects = [...new Set(listed.map(({ projectId }) => projectId))];
  const counted = await Promise.all(
    projects.map((projectId) =>
      functions.counts(
        projectId,
        listed.filter((fn) => fn.projectId === projectId).map(({ id }) => id),
      ),
    ),
  );
  const counts = new Map(counted.flatMap((ofProject) => [...ofProject]));
  return listed.map((fn) => ({ fn, count: counts.get(fn.id) ?? 0 }));
}

export async function showFunction(
  ports: Pick<Ports, 'functions'>,
  caller: Caller,
  id: string,
): Promise<CountedFunction> {
  return withCount(ports, await functionFor(ports, caller, id));
}

export async function withCount(
  { functions }: Pick<Ports, 'functions'>,
  fn: QinlingFunction,
): Promise<CountedFunction> {
  const counts = await functions.counts(fn.projectId, [fn.id]);
  return { fn, count: counts.get(fn.id) ?? 0 };
}
