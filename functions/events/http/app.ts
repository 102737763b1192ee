import { Hono } from 'hono/quick';
import { type AcceptPorts, acceptEvents } from '../app/accept-events.ts';
import { type Acceptance, tally } from '../core/acceptance.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import type { PublisherGate } from '../../platform/ports.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import { acceptanceAnswer } from './answer.ts';
import { type ReceivedEvent, receivedEvents } from './received-events.ts';
import { handshake } from './handshake.ts';
import { publisherOf } from './publisher.ts';
import { refusals } from './refusals.ts';

export type EventPorts = AcceptPorts &
  Pick<Ports, 'clock' | 'log'> & {
    readonly authenticator: PublisherGate;
    readonly sourceOf: SourceOf;
  };

/** `POST /events`: takes one or many notifications or CloudEvents, and accepts or refuses each one on its own. */
export function eventsApp(ports: EventPorts) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  app.post('/events', async (context) => {
    const caller = await publisherOf(ports, context, {
      address: ports.sourceOf(context),
      requestId: context.get('requestId'),
    });
    const received = await receivedEvents(context, caller.projectId);
    const acceptances = await accept(ports, caller, received.events);
    logAccepted(ports, context.get('requestId'), acceptances);
    if (acceptances.some(({ kind }) => kind === 'refused'))
      ports.log.warn('events refused', {
        requestId: context.get('requestId'),
        ...tally(acceptances),
      });
    return acceptanceAnswer(context, received, acceptances);
  });
  app.options('/events', handshake);
  refuseOtherMethods(app, { message: 'Use POST to publish events.' });
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', `There is no ${context.req.path}.`)),
  );
  app.onError(answerFailure(ports, refusals));
  return app;
}

/** How many events a line of the log names; a batch may have thousands. */
const namedEvents = 100;

function logAccepted(
  { log }: Pick<EventPorts, 'log'>,
  requestId: string,
  acceptances: readonly Acceptance[],
): void {
  const events = acceptances.flatMap((each) =>
    each.kind === 'accepted'
      ? [{ messageId: each.messageId, acceptanceId: each.acceptanceId }]
      : [],
  );
  if (events.length === 0) return;
  const unnamed = events.length - namedEvents;
  log.info('events accepted', {
    requestId,
    events: events.slice(0, namedEvents),
    ...(unnamed > 0 && { unnamed }),
  });
}

/** One answer per received event, in order. */
async function accept(
  ports: EventPorts,
  caller: Caller,
  received: readonly ReceivedEvent[],
): Promise<readonly Acceptance[]> {
  const events = received.flatMap((each) => (each.kind === 'event' ? [each.event] : []));
  const answers = (await acceptEvents(ports, caller, events)).values();
  return received.map((each) => {
    if (each.kind === 'refused') return each;
    const answer = answers.next().value;
    if (!answer) throw new Error('an event has no answer');
    return answer;
  });
}
