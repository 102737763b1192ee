import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { DeliveryMessage } from '../../../functions/contract/message.ts';
import { type Delivery, newDelivery } from '../../../functions/alarming/core/delivery/delivery.ts';
import type { Instant } from '../../../functions/platform/core/instant.ts';

export const start: Instant = '2026-11-23T10:00:00.000000Z';

/** The first message of a firing with these actions. */
export const messageOf = (...urls: readonly string[]): DeliveryMessage => ({
  v: 1,
  projectId: 'project',
  alarmId: 'alarm',
  firingId: 'firing',
  body: { text: '{"alarm_id": "alarm"}' },
  actions: urls.map((url, position) => ({ position, url })),
  attempt: 1,
});

export const deliveryIdOf = (position: number): string =>
  nodeIds.derived('delivery', 'firing', String(position));

/** A stored delivery at its first version. */
export const deliveryOf = (changes: Partial<Delivery> = {}): Delivery => ({
  ...newDelivery(
    {
      id: nodeIds.ordered(changes.createdAt ?? start),
      projectId: 'project',
      alarmId: 'alarm',
      firingId: 'firing',
      position: 0,
      url: 'http://receiver.example/',
      body: { text: '{}' },
    },
    start,
  ),
  version: 1,
  ...changes,
});

/** A clock that stands still until it is set. */
export function handClock(now: Instant = start) {
  let at = now;
  return {
    now: () => at,
    set(then: Instant) {
      at = then;
    },
  };
}
