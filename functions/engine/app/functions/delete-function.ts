import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Ports } from '../../ports.ts';
import { functionFor, missing } from '../lookup.ts';
import { sendOrLeaveDue } from '../send.ts';
import { refuseWhileUsed } from '../versions/use.ts';

/**
 * Removes a function that nothing points at, and its versions, with the refusals in Qinling's order.
 * Its executions stay; the provisioner removes it from Lambda.
 */
export async function deleteFunction(
  ports: Pick<
    Ports,
    | 'aliases'
    | 'functions'
    | 'jobs'
    | 'log'
    | 'packages'
    | 'provisioningQueue'
    | 'versions'
    | 'webhooks'
  >,
  caller: Caller,
  id: string,
): Promise<void> {
  const fn = await functionFor(ports, caller, id);
  await refuseWhileUsed(ports, fn);
  if (fn.projectId !== caller.projectId)
    throw new Fault('forbidden', 'Function can only be deleted by its owner.');
  // An update may have come between: what goes is what was there last.
  const removed = await ports.functions.remove(fn.projectId, id);
  if (!removed) throw missing('Function', id);
  // Read after the removal, which lets nobody make another one.
  const versions = await ports.versions.list({ projectId: fn.projectId, functionId: id });
  const message = { v: 1, projectId: fn.projectId, functionId: id } as const;
  await sendOrLeaveDue(ports, id, ports.provisioningQueue.send(message));
  const keys = [removed, ...versions].flatMap(({ packageKey }) => packageKey ?? []);
  await Promise.all([...new Set(keys)].map((key) => ports.packages.remove(key)));
}
