import { Hono } from 'hono/quick';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { listDeliveries } from '../app/deliveries/list-deliveries.ts';
import { redeliver, redeliverAll } from '../app/deliveries/redeliver.ts';
import type { Ports } from '../ports.ts';
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
      const filter = deliveryFilter(await jsonOf(context.req.text()));
      const restarted = await redeliverAll(ports, context.var.caller, filter);
      return context.json(restarted.map(deliveryView), 202);
    })
    .post('/:id/redeliver', async (context) => {
      const restarted = await redeliver(ports, context.var.caller, context.req.param('id'));
      return context.json(deliveryView(restarted), 202);
    });
}

/** An empty body is an empty filter. */
async function jsonOf(body: Promise<string>): Promise<unknown> {
  const text = await body;
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('invalid', 'Request is not in valid JSON format', { cause });
  }
}
