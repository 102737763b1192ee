import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { escapedBytes, maximumAnswerBytes } from '../../platform/http/large-answer.ts';
import { dumps } from '../../platform/core/python-json.ts';
import { eventChain } from '../app/chain/event-chain.ts';
import { type AskedExplanation, explainEvent } from '../app/explain/explain-event.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { bodyOf } from './request-body.ts';
import { answer, answerText, parametersOf } from '../../platform/http/json-answer.ts';
import { chainView } from './chain-view.ts';
import { explanationsView } from './explain-view.ts';
import {
  explainBodyBytes,
  readEventExplanation,
  readExplanation,
  tooManyForOneAnswer,
} from './read-explain.ts';
import { requireArguments } from '../../platform/http/wsme.ts';

export async function explanationOf(
  ports: AlarmingPorts,
  context: Context<Authenticated>,
  asked: AskedExplanation,
) {
  const explanations = await explainEvent(ports, context.var.caller, asked);
  return explanationsView(explanations, {
    all: asked.all || asked.alarms.kind !== 'all',
    now: ports.clock.now(),
  });
}

/** `/v2/explain`, which Aodh does not have: what an event does to alarms, and why. */
export function explainRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.post('/', async (context) => {
    requireArguments(parametersOf(context), []);
    const asked = readExplanation(await bodyOf(context, 'body', explainBodyBytes));
    const text = dumps(await explanationOf(ports, context, asked));
    // An answer to a POST cannot be redirected.
    if (escapedBytes(text) > maximumAnswerBytes) throw tooManyForOneAnswer(maximumAnswerBytes);
    return answerText(context, text);
  });
  return routes;
}

/** `/v2/events/{message_id}/chain` and `/explain`: what followed from an event, and why. */
export function eventRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.get('/:id/chain', async (context) => {
    requireArguments(parametersOf(context), []);
    const chain = await eventChain(ports, context.var.caller, context.req.param('id'));
    return answer(context, chainView(chain));
  });
  routes.get('/:id/explain', async (context) => {
    const asked = readEventExplanation(context.req.param('id'), parametersOf(context));
    return answer(context, await explanationOf(ports, context, asked));
  });
  return routes;
}
