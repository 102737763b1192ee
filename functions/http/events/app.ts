import { Hono } from 'hono';
import { type Acceptance, acceptEvents } from '../../app/events/accept-events.ts';
import { Fault } from '../../core/fault.ts';
import type { Ports } from '../../ports.ts';
import { answerFailure } from '../failure.ts';
import { requestLog, type Traced } from '../request-log.ts';
import { eventsOf } from './body.ts';
import { publisherOf } from './publisher.ts';
import { refusals } from './refusals.ts';

export type EventPorts = Pick<
  Ports,
  'authenticator' | 'bus' | 'clock' | 'ids' | 'log' | 'payloads'
>;

/** `POST /events`: one notification or a list of them, each accepted or refused for itself. */
export function eventsApp(ports: EventPorts) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  app.post('/events', async (context) => {
    const caller = await publisherOf(ports, context);
    const events = eventsOf(await context.req.text());
    const acceptances = await acceptEvents(ports, caller, events);
    const anyAccepted = acceptances.some(({ kind }) => kind === 'accepted');
    return context.json({ results: acceptances.map(resultView) }, anyAccepted ? 202 : 400);
  });
  app.all('/events', () => {
    throw new Fault('not-allowed', 'Events are posted.');
  });
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', `There is no ${context.req.path}.`)),
  );
  app.onError(answerFailure(ports, refusals));
  return app;
}

const resultView = (acceptance: Acceptance) => ({
  message_id: acceptance.messageId,
  status: acceptance.kind,
  reason: acceptance.kind === 'refused' ? acceptance.reason : null,
});
