import type { DeliveryMessage } from '../../../contract/message.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { PayloadStore } from '../../../platform/ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { type AttemptPorts, attemptDelivery } from './attempt-delivery.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import { type Sign, signOf } from './sign-deliveries.ts';

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
  // Read in the same moment, these share a request.
  const [awaited, sign] = await Promise.all([
    awaitedDeliveries(ports, { ...message, actions }),
    signOf(ports, message.projectId),
  ]);
  const steps = awaited.length === 0 ? [] : await attempts(ports, message, { awaited, sign });
  if (later.length > 0) steps.push(ports.deliveryQueue.send({ ...message, actions: later }));
  await allDone(steps, 'actions not recorded');
}

async function attempts(
  ports: DeliverPorts,
  { body: payload }: DeliveryMessage,
  { awaited, sign }: { readonly awaited: readonly Delivery[]; readonly sign: Sign },
): Promise<Promise<void>[]> {
  const body = await ports.payloads.load(payload);
  return awaited.map((delivery) => attemptDelivery(ports, delivery, { body, sign }));
}
