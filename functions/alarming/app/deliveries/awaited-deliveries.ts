import type { DeliveryMessage } from '../../../contract/message.ts';
import { awaits, type Delivery, newDelivery } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import { deliveryId } from '../decisions/effect-id.ts';

/** The deliveries whose attempt the message asks for and which is not made yet, in the order of its actions. */
export async function awaitedDeliveries(
  { clock, deliveries, ids }: Pick<Ports, 'clock' | 'deliveries' | 'ids'>,
  { projectId, alarmId, firingId, body, actions, attempt, cause }: DeliveryMessage,
): Promise<readonly Delivery[]> {
  const now = clock.now();
  const rows = await Promise.all(
    actions.map(async ({ position, url }) => {
      const id = deliveryId({ ids }, firingId, position);
      const action = {
        id,
        projectId,
        alarmId,
        firingId,
        position,
        url,
        body,
        ...(cause && { cause }),
      };
      return (await deliveries.get(projectId, id)) ?? newDelivery(action, now);
    }),
  );
  return rows.filter((row) => awaits(row, attempt));
}
