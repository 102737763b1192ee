import type { Caller } from '../../core/caller.ts';
import { Fault } from '../../core/fault.ts';
import type { Ports } from '../../ports.ts';
import { functionFor } from './lookup.ts';
import { sendOrLeaveDue } from './send.ts';

/**
 * Removes a function that nothing points at, with the refusals in Qinling's order. Its executions stay;
 * the provisioner removes it from Lambda.
 */
export async function deleteFunction(
  ports: Pick<Ports, 'functions' | 'webhooks' | 'packages' | 'provisioningQueue' | 'log'>,
  caller: Caller,
  id: string,
): Promise<void> {
  const fn = await functionFor(ports, caller, id);
  const webhooks = await ports.webhooks.list(fn.projectId);
  if (webhooks.some(({ functionId }) => functionId === id))
    throw new Fault('forbidden', 'The function is still associated with webhook(s).');
  if (fn.projectId !== caller.projectId)
    throw new Fault('forbidden', 'Function can only be deleted by its owner.');
  await ports.functions.remove(fn.projectId, id);
  const message = { v: 1, projectId: fn.projectId, functionId: id } as const;
  await sendOrLeaveDue(ports, id, ports.provisioningQueue.send(message));
  if (fn.packageKey) await ports.packages.remove(fn.packageKey);
}
