import { Hono } from 'hono/quick';
import { setQuota, showQuota } from '../app/alarms/quotas.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { answer, bodyOf } from './answer.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { readQuotas } from './read-quotas.ts';
import { quotaView } from './alarm-view.ts';

/** `/v2/quotas`. */
export function quotaRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const { caller } = context.var;
    const projectId = context.req.query('project_id') || caller.projectId;
    return answer(context, quotaView(projectId, await showQuota(ports, caller, projectId)));
  });

  routes.post('/', async (context) => {
    const { caller } = context.var;
    const { projectId, limit } = readQuotas(await bodyOf(context, 'body'));
    const next = await setQuota(ports, caller, projectId, limit);
    return answer(context, quotaView(projectId, next), 201);
  });

  routes.delete('/', () => {
    throw new Fault('invalid', 'Missing argument: "project_id"');
  });

  routes.delete('/:id', async (context) => {
    await setQuota(ports, context.var.caller, context.req.param('id'), 'unlimited');
    return context.body(null, 204);
  });

  return routes;
}
