import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { Fault } from '../../platform/core/fault.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { escapedBytes, maximumAnswerBytes } from '../../platform/http/large-answer.ts';
import { queryAlarms, queryHistory } from '../app/alarms/query-alarms.ts';
import { alarmAttributes, changeAttributes } from '../core/query/record-attribute.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { bodyOf } from './request-body.ts';
import { answerText } from '../../platform/http/json-answer.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { readComplexQuery } from './read-complex-query.ts';
import { alarmView, changeView } from './alarm-view.ts';

/** An answer to a POST cannot be redirected, because clients would POST to the object, too. */
function answerQuery(context: Context, found: readonly Json[]): Response {
  const text = dumps(found);
  if (escapedBytes(text) <= maximumAnswerBytes) return answerText(context, text);
  throw new Fault(
    'too-large',
    `The answer is larger than ${maximumAnswerBytes} bytes: ask for fewer records by a filter or a limit`,
  );
}

/** `/v2/query/alarms`, which the clients also use to find an alarm by name. */
export function queryRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/', async (context) => {
    const query = readComplexQuery(await bodyOf(context, 'body'), alarmAttributes);
    const found = await queryAlarms(ports, context.var.caller, query);
    return answerQuery(context, found.map(alarmView));
  });

  routes.post('/history', async (context) => {
    const query = readComplexQuery(await bodyOf(context, 'body'), changeAttributes);
    const found = await queryHistory(ports, context.var.caller, query);
    return answerQuery(context, found.map(changeView));
  });

  return routes;
}
