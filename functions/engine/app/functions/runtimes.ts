import { type Caller, requireAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Runtime } from '../../core/function.ts';
import { withinLength } from '../../core/function-limits.ts';
import { byCreation } from '../../core/order.ts';
import { isBuiltIn, pythonOf } from '../../core/python-runtime.ts';
import type { Ports } from '../../ports.ts';
import { isVisible, runtimeFor } from '../lookup.ts';

type Runtimes = Pick<Ports, 'runtimes'>;

export const listRuntimes = async (
  { runtimes }: Runtimes,
  caller: Caller,
): Promise<readonly Runtime[]> =>
  (await runtimes.list()).filter((runtime) => isVisible(runtime, caller)).toSorted(byCreation);

/**
 * Registers a runtime. As in Qinling it is `creating` in the answer and settles afterwards: `available`
 * for a Python that Lambda has, `error` for any other image.
 */
export async function createRuntime(
  { runtimes, clock, ids }: Pick<Ports, 'runtimes' | 'clock' | 'ids'>,
  caller: Caller,
  input: Pick<Runtime, 'name' | 'image' | 'description' | 'isPublic' | 'trusted'>,
): Promise<Runtime> {
  requireAdmin(caller);
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

/** Changes a runtime; another image only while no function uses it, because Lambda would change under them. */
export async function updateRuntime(
  { runtimes, functions, clock }: Pick<Ports, 'runtimes' | 'functions' | 'clock'>,
  caller: Caller,
  id: string,
  change: Partial<Pick<Runtime, 'name' | 'image' | 'description'>>,
): Promise<Runtime> {
  requireAdmin(caller);
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
  const runtime = await runtimeFor({ runtimes }, caller, id);
  if (isBuiltIn(id)) throw new Fault('forbidden', `Runtime ${id} is built in.`);
  return runtime;
}

const isUsed = async (functions: Ports['functions'], runtimeId: string): Promise<boolean> =>
  (await functions.listAll()).some((fn) => fn.runtimeId === runtimeId);
