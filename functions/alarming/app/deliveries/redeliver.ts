import { begunAgain, type Delivery } from '../../core/delivery/delivery.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Ports, DeliveryFilter } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';
import { attemptMessage } from './attempt-delivery.ts';

type Needs = Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>;

/** Begins a new round of attempts for a delivery, whatever became of it. */
export async function redeliver(
  ports: Needs,
  { projectId, id }: { readonly projectId: string; readonly id: string },
): Promise<Delivery> {
  const delivery = await ports.deliveries.get(projectId, id);
  if (!delivery) throw new Fault('not-found', `Delivery ${id} not found`);
  const begun = await begin(ports, delivery);
  if (!begun) throw new Fault('conflict', `Delivery ${id} changed meanwhile`);
  return begun;
}

/** Begins a new round for every delivery that the filter selects; one that changes meanwhile is left alone. */
export async function redeliverAll(
  ports: Needs,
  { projectId, ...filter }: DeliveryFilter & { readonly projectId: string },
): Promise<readonly Delivery[]> {
  const selected = await ports.deliveries.list(projectId, filter);
  const begun = await allDone(
    selected.map((delivery) => begin(ports, delivery)),
    'deliveries not begun again',
  );
  return begun.filter((delivery) => delivery !== undefined);
}

/** Recorded as due before it is enqueued: a request that dies in between is taken up by the sweeper. */
async function begin(
  { clock, deliveries, deliveryQueue }: Needs,
  delivery: Delivery,
): Promise<Delivery | undefined> {
  const begun = begunAgain(delivery, clock.now());
  if ((await deliveries.put(begun)) === 'stale') return undefined;
  await deliveryQueue.send(attemptMessage(begun));
  return begun;
}
