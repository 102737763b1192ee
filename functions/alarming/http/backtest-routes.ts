import { Hono } from 'hono/quick';
import { Fault } from '../../platform/core/fault.ts';
import { dumps } from '../../platform/core/python-json.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { escapedBytes, maximumAnswerBytes } from '../../platform/http/large-answer.ts';
import { createBacktest } from '../app/backtest/create-backtest.ts';
import {
  deleteBacktest,
  findBacktest,
  listBacktests,
  resultOf,
} from '../app/backtest/show-backtest.ts';
import { backtestLimits } from '../core/backtest/backtest-limits.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { bodyOf } from './request-body.ts';
import { answer, answerText, parametersOf } from '../../platform/http/json-answer.ts';
import { backtestResultView, backtestView } from './backtest-view.ts';
import { readBacktest } from './read-backtest.ts';
import { readPage } from './read-list-query.ts';
import { requireArguments } from '../../platform/http/wsme.ts';

/** `/v2/backtests`, which Aodh does not have: what an alarm would have done on stored events. */
export function backtestRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/', async (context) => {
    requireArguments(parametersOf(context), []);
    const asked = readBacktest(await bodyOf(context, 'body'));
    const backtest = await createBacktest(ports, context.var.caller, asked);
    context.header('location', `${ports.settings.publicUrl}/alarming/v2/backtests/${backtest.id}`);
    const result = await resultOf(ports, backtest);
    const text = result && dumps(backtestResultView(backtest, result));
    // An answer to a POST cannot be redirected to a large object; a GET can.
    return text !== undefined && escapedBytes(text) <= maximumAnswerBytes
      ? answerText(context, text)
      : answer(context, backtestView(backtest), 202);
  });

  routes.get('/', async (context) => {
    const parameters = parametersOf(context);
    requireArguments(parameters, ['limit', 'marker']);
    const { limit, marker } = readPage(parameters, []);
    if (marker !== undefined && !isUuidLike(marker))
      throw new Fault('invalid', `Marker ${marker.slice(0, 100)} not found.`);
    const backtests = await listBacktests(ports, context.var.caller, {
      marker,
      limit: Math.min(limit ?? backtestLimits.listed, backtestLimits.listed),
    });
    return answer(context, backtests.map(backtestView));
  });

  routes.get('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    const backtest = await findBacktest(ports, context.var.caller, context.req.param('id'));
    const result = await resultOf(ports, backtest);
    return answer(context, result ? backtestResultView(backtest, result) : backtestView(backtest));
  });

  routes.delete('/:id', async (context) => {
    requireArguments(parametersOf(context), []);
    await deleteBacktest(ports, context.var.caller, context.req.param('id'));
    return context.body(null, 204);
  });

  return routes;
}
