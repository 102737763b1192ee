import { allDone } from '../../../platform/app/all-done.ts';
import { requeued } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import { nextAttempt } from './attempt-delivery.ts';

/**
 * Puts at most `limit` due deliveries back on their queue, and returns how many. Each is recorded first:
 * only one of several sweepers succeeds, and the delivery is due again if its message gets lost.
 */
export async function requeueDueDeliveries(
  { clock, deliveries, deliveryQueue }: Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>,
  limit: number,
): Promise<number> {
  const now = clock.now();
  const due = await deliveries.due(now, limit);
  const steps = due.map(async (delivery) => {
    const next = requeued(delivery, now);
    if ((await deliveries.put(next)) === 'stale') return false;
    await deliveryQueue.send(nextAttempt(next));
    return true;
  });
  return (await allDone(steps, 'deliveries not requeued')).filter(Boolean).length;
}
