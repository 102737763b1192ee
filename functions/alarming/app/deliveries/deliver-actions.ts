import type { DeliveryMessage } from '../../../contract/message.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { PayloadStore } from '../../../platform/ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { type AttemptPorts, attemptDelivery } from './attempt-delivery.ts';
import { awaitedDeliveries } from './awaited-deliveries.ts';
import { signOf } from './sign-deliveries.ts';

/** Attempts of one message under way at once; sockets are finite. */
const attemptsAtOnce = 50;

type DeliverPorts = AttemptPorts &
  Pick<Ports, 'deliverySignings' | 'signer'> & {
    readonly payloads: Pick<PayloadStore, 'load'>;
  };

/**
 * Makes one attempt for each action of the message that still waits for it. The attempts begin in
 * the order of the alarm's list and run side by side, so that a slow or failing one delays nobody.
 *
 * A message that is delivered again repeats only what was not recorded: once an attempt is, what
 * follows from it is on the queue or due by its row.
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
