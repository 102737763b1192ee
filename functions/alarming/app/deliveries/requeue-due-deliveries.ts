import { handedOver } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { attemptMessage } from './attempt-delivery.ts';

/**
 * Puts due deliveries back on their queue, at most `limit`, and says how many. Each is marked as
 * handed over first: only one sweeper wins it, and should its message get lost, it is due again.
 */
export async function requeueDueDeliveries(
  { clock, deliveries, deliveryQueue }: Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>,
  limit: number,
): Promise<number> {
  const now = clock.now();
  const due = await deliveries.due(now, limit);
  const requeued = due.map(async (delivery) => {
    const next = handedOver(delivery, now);
    if ((await deliveries.put(next)) === 'stale') return false;
    await deliveryQueue.send(attemptMessage(next));
    return true;
  });
  return (await allDone(requeued, 'deliveries not requeued')).filter(Boolean).length;
}
