import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { requireAdmin } from '../core/access.ts';
import { aggregationMethods } from '../core/archive-policy.ts';
import { Refusal } from '../core/refusal.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { readSwitch } from './read-page.ts';

/** Stands for Gnocchi's daemons, of which there are none. */
const processor = 'taibai';

/** What is neither a resource, a metric nor a policy. */
export function statusRoutes() {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/capabilities', (context) =>
    answer(context, { aggregation_methods: aggregationMethods }),
  );

  /** Nothing waits: measures are visible as soon as they are accepted. */
  routes.get('/status', (context) => {
    requireAdmin(context.var.caller);
    const parameters = parametersOf(context);
    const details = !parameters.has('details') || readSwitch(parameters, 'details');
    return answer(context, {
      storage: {
        summary: { metrics: 0, measures: 0 },
        ...(details && { measures_to_process: {} }),
      },
      metricd: { processors: [processor], statistics: { [processor]: { weight: 1 } } },
    });
  });

  for (const [path, what] of [
    ['/influxdb/*', "InfluxDB's line protocol"],
    ['/prometheus/*', "Prometheus's remote write"],
  ] as const)
    routes.all(path, () => {
      throw new Refusal('not-found', `${what} is not served here: POST measures in Gnocchi's form`);
    });

  return routes;
}
