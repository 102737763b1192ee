import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { searchMeasures } from '../app/measures/search-measures.ts';
import { findType } from '../app/types/resource-types.ts';
import { invalid } from '../core/refusal.ts';
import { measuresView } from './measures-view.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { bodyOf } from './read-body.ts';
import { readMeasuresSearch, readValueSearch } from './read-value-search.ts';
import { answerResources } from './resource-list.ts';
import { searchOf } from './search-request.ts';

/** `/v1/search/resource/TYPE`, and `/v1/search/metric` for values. */
export function searchRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/metric', async (context) => {
    const asked = readMeasuresSearch(parametersOf(context), ports.clock.now());
    if ((await context.req.arrayBuffer()).byteLength === 0)
      throw invalid('No query specified in body');
    const search = readValueSearch(await bodyOf(context));
    const found = await searchMeasures(ports, context.var.caller, { ...asked, search });
    return answer(
      context,
      Object.fromEntries([...found].map(([id, measures]) => [id, measuresView(measures)])),
    );
  });

  routes.post('/resource/:type', async (context) => {
    const type = context.req.param('type');
    await findType(ports, type);
    const search = await searchOf(context);
    return answerResources(context, ports, { type, search, rule: 'search' });
  });

  return routes;
}
