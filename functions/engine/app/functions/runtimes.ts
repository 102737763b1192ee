import { isUuidLike } from '../../../platform/core/uuid.ts';
import { type Caller, requireAdmin, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Runtime } from '../../core/functions/runtime.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import { byCreation } from '../../core/lists/order.ts';
import { isBuiltIn, pythonOf } from '../../core/functions/python-runtime.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports } from '../../ports.ts';
import type { Asked } from '../asked.ts';

type Runtimes = Pick<Ports, 'runtimes'>;

/** A public runtime, or one of the caller's project; no other, not even for an administrator. */
export async function visibleRuntime(
  { runtimes }: Runtimes,
  caller: Caller,
  id: string,
): Promise<Runtime> {
  const runtime = isUuidLike(id) ? await runtimes.get(id) : undefined;
  if (!runtime || !isVisible(runtime, caller)) throw notFound('Runtime', id);
  return runtime;
}

const isVisible = (runtime: Runtime, caller: Caller): boolean =>
  runtime.isPublic || runtime.projectId === caller.projectId;

export async function showRuntime(ports: Runtimes, caller: Caller, id: string): Promise<Runtime> {
  requireRole(caller, 'reader');
  return visibleRuntime(ports, caller, id);
}

export async function listRuntimes(
  { runtimes }: Runtimes,
  caller: Caller,
): Promise<readonly Runtime[]> {
  requireRole(caller, 'reader');
  const all = await runtimes.list();
  return all.filter((runtime) => isVisible(runtime, caller)).toSorted(byCreation);
}

/** The pool of idle workers, which Lambda does not have. Like Qinling, does not check that the runtime exists. */
export function showRuntimePool(caller: Caller) {
  requireAdmin(caller);
  return { total: 0, available: 0 };
}

export type NewRuntime = Pick<Runtime, 'name' | 'image' | 'description' | 'isPublic' | 'trusted'>;
export type RuntimeChange = Partial<Pick<Runtime, 'name' | 'image' | 'description'>>;

/**
 * Registers a runtime. As in Qinling, the answer says `creating`; from then on it is `available` for a
 * Python that Lambda has, and `error` for any other image.
 */
export async function createRuntime(
  { runtimes, clock, ids }: Pick<Ports, 'runtimes' | 'clock' | 'ids'>,
  caller: Caller,
  asked: Asked<NewRuntime>,
): Promise<Runtime> {
  requireAdmin(caller);
  const input = await asked();
  withinLength('name', input.name);
  withinLength('description', input.description);
  withinLength('image', input.image);
  const runtime: Runtime = {
    ...input,
    id: ids.random(),
    status: settledStatus(input.image, runtimes),
    projectId: caller.projectId,
    createdAt: clock.now(),
    updatedAt: null,
  };
  await runtimes.put(runtime);
  return { ...runtime, status: 'creating' };
}

const settledStatus = (
  image: string,
  { pythons }: Pick<Ports['runtimes'], 'pythons'>,
): Runtime['status'] => (pythonOf(image, pythons) ? 'available' : 'error');

/** Changes a runtime. Its image may change only while no function uses it. */
export async function updateRuntime(
  { runtimes, functions, clock }: Pick<Ports, 'runtimes' | 'functions' | 'clock'>,
  caller: Caller,
  id: string,
  asked: Asked<RuntimeChange>,
): Promise<Runtime> {
  requireAdmin(caller);
  const change = await asked();
  withinLength('name', change.name);
  withinLength('description', change.description);
  withinLength('image', change.image);
  const runtime = await changeable(runtimes, caller, id);
  const moves = change.image !== undefined && change.image !== runtime.image;
  if (change.image !== undefined && runtime.status !== 'available')
    throw new Fault('conflict', `Runtime ${id} is not available.`);
  if (moves && (await isUsed(functions, id)))
    throw new Fault('forbidden', `Runtime ${id} is still in use by functions.`);
  const next: Runtime = { ...runtime, ...change, updatedAt: clock.now() };
  await runtimes.put({
    ...next,
    status: moves ? settledStatus(next.image, runtimes) : next.status,
  });
  return moves ? { ...next, status: 'upgrading' } : next;
}

export async function deleteRuntime(
  { runtimes, functions }: Pick<Ports, 'runtimes' | 'functions'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireAdmin(caller);
  await changeable(runtimes, caller, id);
  if (await isUsed(functions, id)) throw new Fault('forbidden', `Runtime ${id} is still in use.`);
  await runtimes.remove(id);
}

async function changeable(
  runtimes: Ports['runtimes'],
  caller: Caller,
  id: string,
): Promise<Runtime> {
  const runtime = await visibleRuntime({ runtimes }, caller, id);
  if (isBuiltIn(id)) throw new Fault('forbidden', `Runtime ${id} is built in.`);
  return runtime;
}

const isUsed = async (functions: Ports['functions'], runtimeId: string): Promise<boolean> =>
  (await functions.listAll()).some((fn) => fn.runtimeId === runtimeId);
