import { eventsOfMessage, type MessageReading } from '../core/events-of-message.ts';
import type { EventDefinition } from '../../ceilometer/core/event-definition.ts';
import { type Acceptance, type Tally, tally } from '../../../core/acceptance.ts';
import { type AcceptPorts, acceptEvents } from '../../../app/accept-events.ts';
import { sourceCaller } from '../../../app/source-caller.ts';

/** The outcome for a message: its events are on the bus, or it can never be read. */
export type Verdict =
  | { readonly kind: 'carried' }
  | { readonly kind: 'poison'; readonly reason: string };

export interface Carried {
  /** One per message, in order. */
  readonly verdicts: readonly Verdict[];
  readonly tally: Tally;
}

/**
 * Puts the events of messages on the bus. Rejects if the bus does not take all of them: then no message
 * may be acknowledged, and all are carried again. Events that are put twice do no harm, since a message
 * id has one effect.
 */
export async function carryMessages(
  ports: AcceptPorts,
  definitions: readonly EventDefinition[],
  bodies: readonly Uint8Array[],
): Promise<Carried> {
  const readings = bodies.map((body) => readMessage(body, definitions));
  const events = readings.flatMap((reading) => (reading.kind === 'events' ? reading.events : []));
  const acceptances = events.length > 0 ? await acceptEvents(ports, sourceCaller, events) : [];
  if (acceptances.some((each) => each.kind === 'refused' && each.cause === 'bus-busy'))
    throw new Error('the bus did not take all events');
  let next = 0;
  const verdicts = readings.map((reading): Verdict => {
    if (reading.kind === 'poison') return reading;
    const own = acceptances.slice(next, next + reading.events.length);
    next += reading.events.length;
    return verdictOf(own);
  });
  return { verdicts, tally: tally(acceptances) };
}

/** An event without a project matches no alarm: it is counted, and its message is acknowledged. */
function verdictOf(acceptances: readonly Acceptance[]): Verdict {
  const refused = acceptances.find(
    (each) => each.kind === 'refused' && each.cause !== 'no-project',
  );
  return refused?.kind === 'refused'
    ? { kind: 'poison', reason: refused.reason }
    : { kind: 'carried' };
}

/** A message that fails in an unforeseen way is poison, too: it must not block the others for ever. */
function readMessage(body: Uint8Array, definitions: readonly EventDefinition[]): MessageReading {
  try {
    return eventsOfMessage(new TextDecoder().decode(body), definitions);
  } catch {
    return { kind: 'poison', reason: 'Reading the message failed.' };
  }
}
