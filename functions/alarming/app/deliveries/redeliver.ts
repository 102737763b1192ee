import { allDone } from '../../../platform/app/all-done.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { requireRole } from '../../core/alarm-access.ts';
import { type Delivery, restarted } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { DeliveryFilter } from '../../delivery-ports.ts';
import { nextAttempt } from './attempt-delivery.ts';

type Needs = Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>;

/** Starts a new round of attempts for a delivery of the caller's project, in whatever state it is. */
export async function redeliver(ports: Needs, caller: Caller, id: string): Promise<Delivery> {
  requireRole(caller, 'member');
  const delivery = isUuidLike(id) ? await ports.deliveries.get(caller.projectId, id) : undefined;
  if (!delivery) throw new Fault('not-found', `Delivery ${id} not found`);
  const next = await restart(ports, delivery);
  if (!next) throw new Fault('conflict', `Delivery ${id} changed meanwhile`);
  return next;
}

/**
 * Starts a new round of attempts for each delivery of the caller's project that the filter selects: by
 * default, those that failed. Skips deliveries that change in the meantime.
 */
export async function redeliverAll(
  ports: Needs,
  caller: Caller,
  { states = ['failed', 'dead'], ...filter }: DeliveryFilter,
): Promise<readonly Delivery[]> {
  requireRole(caller, 'member');
  const selected = await ports.deliveries.list(caller.projectId, { states, ...filter });
  const restarting = selected.map(async ({ projectId, id }) => {
    const delivery = await ports.deliveries.get(projectId, id);
    return delivery && restart(ports, delivery);
  });
  const next = await allDone(restarting, 'deliveries not restarted');
  return next.filter((delivery) => delivery !== undefined);
}

/** Records the delivery as due before enqueuing it, so that the sweeper requeues it if this request dies in between. */
async function restart(
  { clock, deliveries, deliveryQueue }: Needs,
  delivery: Delivery,
): Promise<Delivery | undefined> {
  const next = restarted(delivery, clock.now());
  if ((await deliveries.put(next)) === 'stale') return undefined;
  await deliveryQueue.send(nextAttempt(next));
  return next;
}
