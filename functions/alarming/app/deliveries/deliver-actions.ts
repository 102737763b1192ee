import type { DeliveryMessage } from '../../../contract/message.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { PayloadStore } from '../../../platform/ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { type AttemptPorts, attemptDelivery } from './attempt-delivery.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import { signOf } from './sign-deliveries.ts';

/** How many attempts of a message run at once, because sockets are limited. */
const attemptsAtOnce = 50;

type DeliverPorts = AttemptPorts &
  Pick<Ports, 'deliverySignings' | 'signer'> & {
    readonly payloads: Pick<PayloadStore, 'load'>;
  };

/**
 * Makes the message's attempt of each action that has not had it yet. The attempts start in the order of
 * the alarm's list and run in parallel, so that a slow or failing receiver delays no other.
 *
 * A redelivered message repeats only attempts that are not recorded; what follows a recorded attempt is
 * already in the queue or due.
 */
export async function deliverActions(ports: DeliverPorts, message: DeliveryMessage): Promise<void> {
  const actions = message.actions.slice(0, attemptsAtOnce);
  const later = message.actions.slice(attemptsAtOnce);
  const awaited = await awaitedDeliveries(ports, { ...message, actions });
  const steps = awaited.length === 0 ? [] : await attempts(ports, message, awaited);
  if (later.length > 0) steps.push(ports.deliveryQueue.send({ ...message, actions: later }));
  await allDone(steps, 'actions not recorded');
}

async function attempts(
  ports: DeliverPorts,
  { body: payload, projectId }: DeliveryMessage,
  awaited: readonly Delivery[],
): Promise<Promise<void>[]> {
  const [body, sign] = await Promise.all([ports.payloads.load(payload), signOf(ports, projectId)]);
  return awaited.map((delivery) => attemptDelivery(ports, delivery, { body, sign }));
}
