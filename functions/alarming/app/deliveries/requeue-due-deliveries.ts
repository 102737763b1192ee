import { allDone } from '../../../platform/app/all-done.ts';
import { examinedPerHandedOver, fairShare } from '../../../platform/core/fair-share.ts';
import { requeued } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { DueDelivery } from '../../delivery-ports.ts';
import { nextAttempt } from './attempt-delivery.ts';

type Needs = Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue' | 'log'>;

/** Puts at most `limit` due deliveries, shared among projects, back on their queue, each for itself, and returns how many. */
export async function requeueDueDeliveries(ports: Needs, limit: number): Promise<number> {
  const found = await ports.deliveries.due(ports.clock.now(), limit * examinedPerHandedOver);
  const due = fairShare(found, ({ projectId }) => projectId, limit);
  const requeuedOnes = await allDone(
    due.map((each) => requeue(ports, each)),
    'deliveries not requeued',
  );
  return requeuedOnes.filter(Boolean).length;
}

/** Recorded first: only one of several sweepers succeeds, and the delivery is due again if its message gets lost. */
async function requeue(
  { clock, deliveries, deliveryQueue, log }: Needs,
  { projectId, id }: DueDelivery,
): Promise<boolean> {
  try {
    const now = clock.now();
    const delivery = await deliveries.get(projectId, id);
    if (!delivery || delivery.dueAt === null || delivery.dueAt > now) return false;
    const next = requeued(delivery, now);
    if ((await deliveries.put(next)) === 'stale') return false;
    await deliveryQueue.send(nextAttempt(next));
    return true;
  } catch (error) {
    log.error('delivery not requeued', { deliveryId: id, projectId, error });
    throw error;
  }
}
