import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import {
  createType,
  deleteType,
  findType,
  listTypes,
  updateType,
} from '../app/types/resource-types.ts';
import { requireAdminOrService } from '../core/access.ts';
import { changedType, newType } from '../core/change-type.ts';
import { patched, type PatchStep } from '../core/json-patch.ts';
import { invalid } from '../core/refusal.ts';
import type { ResourceType } from '../core/resource-type.ts';
import { located } from './located.ts';
import { answer } from '../../platform/http/json-answer.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { bodyOf } from './read-body.ts';
import { readPatch, readPatchedType, readType } from './read-type.ts';
import { typeView } from './type-view.ts';

/** `/v1/resource_type`. */
export function typeRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => answer(context, (await listTypes(ports)).map(typeView)));

  routes.post('/', async (context) => {
    requireAdminOrService(context.var.caller);
    const { name, attributes } = readType(await bodyOf(context), ports.clock.now());
    const type = newType(name, attributes);
    await createType(ports, context.var.caller, type);
    located(context, ports, `resource_type/${name}`);
    return answer(context, typeView(type), 201);
  });

  routes.get('/:name', async (context) =>
    answer(context, typeView(await findType(ports, context.req.param('name')))),
  );

  routes.patch('/:name', async (context) => {
    const name = context.req.param('name');
    await findType(ports, name);
    requireAdminOrService(context.var.caller);
    const steps = readPatch(await bodyOf(context, { contentType: 'application/json-patch+json' }));
    const change = (seen: ResourceType) => patchedType(seen, steps, ports.clock.now());
    const type = await updateType(ports, context.var.caller, { name, change });
    return answer(context, typeView(type));
  });

  routes.delete('/:name', async (context) => {
    await deleteType(ports, context.var.caller, context.req.param('name'));
    return context.body(null, 204);
  });

  return routes;
}

/** The type after a patch of what clients see of it. */
function patchedType(seen: ResourceType, steps: readonly PatchStep[], now: string): ResourceType {
  const { state: _state, ...document } = typeView(seen);
  const outcome = patched(document, steps);
  if ('refused' in outcome) throw invalid(outcome.refused);
  return changedType(seen, readPatchedType(outcome.document, now).attributes);
}
