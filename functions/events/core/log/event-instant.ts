import type { BusDetail } from '../../../contract/bus-event.ts';
import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';

/** How far the clock of whoever accepts events may be from the bus's. */
const toleranceMilliseconds = 5000;

/**
 * The instant of an event: when it was accepted, unless that clock disagrees with the bus's. It is the same for
 * whoever receives the event, however late and often. The bus's own time has whole seconds. A copy that a replay
 * makes says itself when it counts as accepted, because it may be put on the bus twice, at any time.
 */
export function eventInstant(
  { at: accepted, replay }: Pick<BusDetail, 'at' | 'replay'>,
  busTime: string,
): Instant {
  if (accepted !== undefined && replay !== undefined) return accepted;
  const bus = Date.parse(busTime);
  if (Number.isNaN(bus)) throw new Error('the time of the bus is not an instant');
  const difference = accepted === undefined ? Number.NaN : millisecondsOf(accepted) - bus;
  return accepted !== undefined && Math.abs(difference) <= toleranceMilliseconds
    ? accepted
    : instantOf(bus);
}
