import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { notFound } from '../../core/not-found.ts';
import type { Ports, ReferencePorts } from '../../ports.ts';
import { type ProvisioningRequests, queueProvisioning } from '../queue-or-leave-due.ts';
import { visibleFunction } from '../visible-to-caller.ts';
import { refuseWhileUsed } from './refuse-while-used.ts';

/**
 * Removes a function that nothing points at, and its versions; refuses in Qinling's order. Its executions
 * stay. The provisioner removes it from Lambda.
 */
export async function deleteFunction(
  ports: ReferencePorts & ProvisioningRequests & Pick<Ports, 'functions' | 'packages' | 'versions'>,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRole(caller, 'member');
  const fn = await visibleFunction(ports, caller, id);
  await refuseWhileUsed(ports, fn);
  if (fn.projectId !== caller.projectId)
    throw new Fault('forbidden', 'Function can only be deleted by its owner.');
  // The function may have been updated since it was read: the packages to remove are those of `removed`.
  const removed = await ports.functions.remove(fn.projectId, id);
  if (!removed) throw notFound('Function', id);
  const key = { projectId: fn.projectId, functionId: id };
  // Read after the removal, from which on no version can be created.
  const versions = await ports.versions.list(key);
  await queueProvisioning(ports, key);
  const keys = [removed, ...versions].flatMap(({ packageKey }) => packageKey ?? []);
  await Promise.all([...new Set(keys)].map((packageKey) => ports.packages.remove(packageKey)));
}
