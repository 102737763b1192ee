import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { listDeliveries } from '../app/deliveries/list-deliveries.ts';
import { redeliver, redeliverAll } from '../app/deliveries/redeliver.ts';
import type { Ports } from '../ports.ts';
import { textOf } from './answer.ts';
import { readJson } from './read-json.ts';
import { deliveryFilter } from './delivery-filter.ts';
import { deliveryView } from './delivery-view.ts';

/** `/alarming/v2/deliveries`, which Aodh does not have: the deliveries of the caller's project, and their redelivery. */
export function deliveryRoutes(ports: Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>) {
  return new Hono<Authenticated>()
    .get('/', async (context) => {
      const filter = deliveryFilter(context.req.query());
      const deliveries = await listDeliveries(ports, context.var.caller, filter);
      return context.json(deliveries.map(deliveryView));
    })
    .post('/redeliver', async (context) => {
      const filter = deliveryFilter(await filterOf(context));
      const restarted = await redeliverAll(ports, context.var.caller, filter);
      return context.json(restarted.map(deliveryView), 202);
    })
    .post('/:id/redeliver', async (context) => {
      const restarted = await redeliver(ports, context.var.caller, context.req.param('id'));
      return context.json(deliveryView(restarted), 202);
    });
}

/** An empty body is an empty filter. */
async function filterOf(context: Context): Promise<unknown> {
  const text = await textOf(context);
  if (text.trim() === '') return {};
  readJson(text);
  return JSON.parse(text);
}
