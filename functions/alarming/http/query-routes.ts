import { Hono } from 'hono/quick';
import { queryAlarms, queryHistory } from '../app/alarms/query-alarms.ts';
import { alarmAttributes, changeAttributes } from '../core/query/record-attribute.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { answer, bodyOf } from './answer.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { readComplexQuery } from './read-complex-query.ts';
import { alarmView, changeView } from './alarm-view.ts';

/** `/v2/query/alarms`, which the clients also use to find an alarm by name. */
export function queryRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/', async (context) => {
    const query = readComplexQuery(await bodyOf(context, 'body'), alarmAttributes);
    return answer(context, (await queryAlarms(ports, context.var.caller, query)).map(alarmView));
  });

  routes.post('/history', async (context) => {
    const query = readComplexQuery(await bodyOf(context, 'body'), changeAttributes);
    return answer(context, (await queryHistory(ports, context.var.caller, query)).map(changeView));
  });

  return routes;
}
