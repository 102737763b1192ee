import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { EventStorage } from '../../../contract/event-storage.ts';
import { isAdmin } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { authenticate, type Authenticated } from '../../../platform/http/authenticate.ts';
import { answerFailure } from '../../../platform/http/failure.ts';
import { redirectLargeAnswers } from '../../../platform/http/large-answer.ts';
import { refuseOtherMethods } from '../../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../../platform/http/request-log.ts';
import { eraseEvents } from '../../app/log/erase-events.ts';
import { describeTraits, listEventTypes, listTraitValues } from '../../app/log/event-types.ts';
import { type EventPage, listEvents } from '../../app/log/list-events.ts';
import { showEvent } from '../../app/log/show-event.ts';
import { setStorage, showStorage } from '../../app/log/storage.ts';
import type { Ports } from '../../ports.ts';
import { answer, parametersOf } from '../../../platform/http/json-answer.ts';
import { wsmeRefusals, requireArguments } from '../../../platform/http/wsme.ts';
import { capabilities, eventView, shownEventView, storageView, versions } from './event-view.ts';
import { conditionArguments, readFilter } from './read-conditions.ts';
import { pageArguments, readPage } from './read-page.ts';
import { readStorage } from './read-storage.ts';

export type EventLogPorts = Pick<
  Ports,
  | 'authenticator'
  | 'clock'
  | 'erasures'
  | 'eventCounts'
  | 'eventLog'
  | 'eventSettings'
  | 'eventTypes'
  | 'ids'
  | 'log'
  | 'payloads'
> & { readonly storage: EventStorage; readonly publicUrl: string };

const listArguments = [...conditionArguments, ...pageArguments];
const resourceMissing = () => new Fault('not-found', 'The resource could not be found.');

/** Panko's API v2 under `/events`, and what a project says about storing its events. */
export function eventLogApp(ports: EventLogPorts) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  const refusals = wsmeRefusals(ports.publicUrl);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) => refusals.refuse(context, resourceMissing()));

  app.get('/events', (context) => answer(context, versions(ports.publicUrl)));

  const v2 = new Hono<Authenticated>({ strict: false });
  v2.use(authenticate(ports));
  v2.use(redirectLargeAnswers(ports));

  v2.get('/events', async (context) => {
    const parameters = parametersOf(context);
    requireArguments(parameters, listArguments);
    const { caller } = context.var;
    const list = { ...readFilter(parameters, isAdmin(caller)), ...readPage(parameters) };
    const page = await listEvents(ports, caller, list);
    tellWayOn(context, ports.publicUrl, page);
    return answer(context, page.events.map(eventView));
  });

  v2.delete('/events', async (context) => {
    requireArguments(parametersOf(context), []);
    await eraseEvents(ports, context.var.caller);
    return context.body(null, 202);
  });

  v2.get('/events/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    const shown = await showEvent(ports, context.var.caller, context.req.param('id'));
    return answer(context, shownEventView(shown));
  });

  v2.get('/event_types', async (context) =>
    answer(context, await listEventTypes(ports, context.var.caller)),
  );

  v2.get('/event_types/:type', () => {
    throw resourceMissing();
  });

  v2.get('/event_types/:type/traits', async (context) => {
    const traits = await describeTraits(ports, context.var.caller, context.req.param('type'));
    return answer(
      context,
      traits.map(({ name, type }) => ({ name, type })),
    );
  });

  v2.get('/event_types/:type/traits/:name', async (context) => {
    const { type: eventType, name } = context.req.param();
    const values = await listTraitValues(ports, context.var.caller, { eventType, name });
    return answer(
      context,
      values.map(({ value, type }) => ({ name, value, type })),
    );
  });

  v2.get('/capabilities', (context) => answer(context, capabilities));

  v2.get('/storage', async (context) => {
    requireArguments(parametersOf(context), []);
    const shown = await showStorage(ports, context.var.caller);
    return answer(context, storageView(shown, ports.storage));
  });

  v2.put('/storage', async (context) => {
    requireArguments(parametersOf(context), []);
    const { caller } = context.var;
    const settings = await readStorage(context, ports.storage, () => showStorage(ports, caller));
    const shown = await setStorage(ports, caller, settings);
    return answer(context, storageView(shown, ports.storage));
  });

  app.route('/events/v2', v2);
  refuseOtherMethods(app, { message: 'This method is not allowed for this resource.' });
  return app;
}

/** A page that ended before its limit says so, and where the next one begins. */
function tellWayOn(context: Context, publicUrl: string, { examined, next }: EventPage): void {
  context.header('x-taibai-examined', String(examined));
  if (next === undefined) return;
  const parameters = parametersOf(context);
  parameters.set('marker', next);
  context.header('link', `<${publicUrl}/events/v2/events?${parameters.toString()}>; rel="next"`);
  context.header(
    'warning',
    `299 - "The page ended after ${examined} events were examined: go on with marker=${next}, or name a narrower range"`,
  );
}
