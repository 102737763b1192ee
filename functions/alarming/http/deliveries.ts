import { Hono } from 'hono/quick';
import { listDeliveries } from '../app/deliveries/list-deliveries.ts';
import { redeliver, redeliverAll } from '../app/deliveries/redeliver.ts';
import { requireRole } from '../core/alarm-access.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { deliveryFilter } from './delivery-filter.ts';
import { deliveryView } from './delivery-view.ts';

/**
 * `/alarming/v2/deliveries`, which Aodh does not have: what became of the caller's project's actions,
 * and doing them again. Aodh's rule for alarms: readers read, members write, administrators both.
 */
export function deliveryRoutes(ports: Pick<Ports, 'clock' | 'deliveries' | 'deliveryQueue'>) {
  return new Hono<Authenticated>()
    .get('/', async (context) => {
      const { caller } = context.var;
      requireRole(caller, 'reader');
      const filter = deliveryFilter(context.req.query());
      const deliveries = await listDeliveries(ports, { projectId: caller.projectId, ...filter });
      return context.json(deliveries.map(deliveryView));
    })
    .post('/redeliver', async (context) => {
      const { caller } = context.var;
      requireRole(caller, 'member');
      const { states = ['failed', 'dead'], ...filter } = deliveryFilter(
        await jsonOf(context.req.text()),
      );
      const begun = await redeliverAll(ports, {
        projectId: caller.projectId,
        states,
        ...filter,
      });
      return context.json(begun.map(deliveryView), 202);
    })
    .post('/:id/redeliver', async (context) => {
      const { projectId } = context.var.caller;
      requireRole(context.var.caller, 'member');
      const begun = await redeliver(ports, { projectId, id: context.req.param('id') });
      return context.json(deliveryView(begun), 202);
    });
}

/** An empty body asks for everything that failed. */
async function jsonOf(body: Promise<string>): Promise<unknown> {
  const text = await body;
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('invalid', 'Request is not in valid JSON format', { cause });
  }
}
