import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';

/** How far the clock of whoever accepts events may be from the bus's. */
const toleranceMilliseconds = 5000;

/**
 * The instant of an event: when it was accepted, unless that clock disagrees with the bus's. It is the same for
 * whoever receives the event, however late and often. The bus's own time has whole seconds.
 */
export function eventInstant(accepted: string | undefined, busTime: string): Instant {
  const bus = Date.parse(busTime);
  if (Number.isNaN(bus)) throw new Error('the time of the bus is not an instant');
  const difference = accepted === undefined ? Number.NaN : millisecondsOf(accepted) - bus;
  return accepted !== undefined && Math.abs(difference) <= toleranceMilliseconds
    ? accepted
    : instantOf(bus);
}
