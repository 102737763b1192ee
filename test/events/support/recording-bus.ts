import type { BusDetail } from '../../../functions/contract/bus-event.ts';
import type { BusAnswer, EventBus } from '../../../functions/events/ports.ts';

/** A bus that records what is published and gives each event the same answer. */
export function recordingBus(answer: BusAnswer = { kind: 'accepted' }) {
  const published: BusDetail[] = [];
  const bus: EventBus = {
    async publish(events) {
      published.push(...events);
      return events.map(() => answer);
    },
  };
  return { bus, published };
}
