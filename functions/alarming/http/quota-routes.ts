import { Hono } from 'hono/quick';
import { setQuota, showQuota } from '../app/alarms/quotas.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { bodyOf } from './request-body.ts';
import { answer } from '../../platform/http/json-answer.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { readQuotas } from './read-quotas.ts';
import { tooLong } from './read-struct.ts';
import { quotaView } from './alarm-view.ts';

/** The id of a project, if it is not longer than ids are. */
function shortId(projectId: string): string {
  if (projectId.length > alarmLimits.idCharacters)
    throw tooLong('project_id', projectId, alarmLimits.idCharacters);
  return projectId;
}

/** `/v2/quotas`. */
export function quotaRoutes(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const { caller } = context.var;
    const projectId = shortId(context.req.query('project_id') || caller.projectId);
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
    const projectId = shortId(context.req.param('id'));
    await setQuota(ports, context.var.caller, projectId, 'unlimited');
    return context.body(null, 204);
  });

  return routes;
}
