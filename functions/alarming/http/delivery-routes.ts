import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { listDeliveries } from '../app/deliveries/list-deliveries.ts';
import { redeliver, redeliverAll } from '../app/deliveries/redeliver.ts';
import type { Ports } from '../ports.ts';
import { escapedBytes, maximumAnswerBytes } from '../../platform/http/large-answer.ts';
import { textOf } from './request-body.ts';
import { readJson } from './read-json.ts';
import { deliveryFilter, deliveryPage } from './delivery-filter.ts';
import { deliveryView } from './delivery-view.ts';

/** `/alarming/v2/deliveries`, which Aodh does not have: the deliveries of the caller's project, and their redelivery. */
export function deliveryRoutes(ports: Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>) {
  return new Hono<Authenticated>()
    .get('/', async (context) => {
      const page = deliveryPage(context.req.query());
      const deliveries = await listDeliveries(ports, context.var.caller, page);
      return context.json(deliveries.map(deliveryView));
    })
    .post('/redeliver', async (context) => {
      const filter = deliveryFilter(await filterOf(context));
      const restarted = await redeliverAll(ports, context.var.caller, filter);
      return context.json(withinAnswer(restarted.map(deliveryView)), 202);
    })
    .post('/:id/redeliver', async (context) => {
      const restarted = await redeliver(ports, context.var.caller, context.req.param('id'));
      return context.json(deliveryView(restarted), 202);
    });
}

/** The deliveries; without their attempts if they would be too large for an answer, which cannot be redirected here. */
const withinAnswer = (views: readonly ReturnType<typeof deliveryView>[]) =>
  escapedBytes(JSON.stringify(views)) <= maximumAnswerBytes
    ? views
    : views.map((view) => ({ ...view, attempts: [] }));

/** An empty body is an empty filter. */
async function filterOf(context: Context): Promise<unknown> {
  const text = await textOf(context);
  if (text.trim() === '') return {};
  readJson(text);
  return JSON.parse(text);
}
