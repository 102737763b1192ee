import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { findType } from '../app/types/resource-types.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { answerResources } from './resource-list.ts';
import { searchOf } from './search-request.ts';

/** `/v1/search/resource/TYPE`. */
export function searchRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/:type', async (context) => {
    const type = context.req.param('type');
    await findType(ports, type);
    const search = await searchOf(context);
    return answerResources(context, ports, { type, search, rule: 'search' });
  });

  return routes;
}
