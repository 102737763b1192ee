import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { createReplay } from '../app/replay/create-replay.ts';
import { copiesOf, listReplays, showReplay, stopReplay } from '../app/replay/show-replay.ts';
import { replayLimits } from '../core/replay/replay.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { bodyOf } from './request-body.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { readPage } from './read-list-query.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import { readReplay } from './read-replay.ts';
import { createdView, replayView, wholeReplayView } from './replay-view.ts';

/** `/events/v2/replays`: what stored events would do, and do again. */
export function replayRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/', async (context) => {
    requireArguments(parametersOf(context), []);
    const asked = readReplay(await bodyOf(context, 'body'));
    const created = await createReplay(ports, context.var.caller, asked);
    const { replay, already } = created;
    context.header('location', `${ports.settings.publicUrl}/events/v2/replays/${replay.id}`);
    const copies = replay.mode === 'dry' ? [] : await copiesOf(ports, replay);
    const shown = createdView(created, { copies, now: ports.clock.now() });
    return answer(context, shown, replay.mode === 'dry' || already ? 200 : 202);
  });

  routes.get('/', async (context) => {
    const parameters = parametersOf(context);
    requireArguments(parameters, ['limit', 'marker']);
    const { limit, marker } = readPage(parameters, []);
    const replays = await listReplays(ports, context.var.caller, {
      marker,
      limit: Math.min(limit ?? replayLimits.listed, replayLimits.listed),
    });
    return answer(context, replays.map(replayView));
  });

  routes.get('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    const { replay, copies } = await showReplay(ports, context.var.caller, context.req.param('id'));
    return answer(context, wholeReplayView(replay, copies));
  });

  routes.delete('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    await stopReplay(ports, context.var.caller, context.req.param('id'));
    return context.body(null, 204);
  });

  return routes;
}
