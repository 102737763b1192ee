import { Hono } from 'hono/quick';
import {
  createRuntime,
  deleteRuntime,
  listRuntimes,
  updateRuntime,
} from '../app/functions/runtimes.ts';
import { runtimeFor } from '../app/lookup.ts';
import { requireAdmin } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { pathId, queryArguments } from './argument.ts';
import { boolean, readBody, text } from './body.ts';
import { runtimeView } from './view.ts';

const attributes = {
  id: text,
  name: text,
  image: text,
  description: text,
  is_public: boolean,
  trusted: boolean,
};
const readOnly = ['status', 'project_id', 'created_at', 'updated_at'];

export function runtimeRoutes(ports: Pick<Ports, 'runtimes' | 'functions' | 'clock' | 'ids'>) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    queryArguments(context, []);
    const runtimes = await listRuntimes(ports, context.get('caller'));
    return context.json({ runtimes: runtimes.map(runtimeView) });
  });

  routes.post('/', async (context) => {
    requireAdmin(context.get('caller'));
    const body = await readBody(context, 'runtime', attributes, readOnly);
    if (!body.image) throw new Fault('invalid', "Required param is missing. Required: {'image'}");
    const runtime = await createRuntime(ports, context.get('caller'), {
      name: body.name ?? null,
      image: body.image,
      description: body.description ?? null,
      isPublic: body.is_public ?? true,
      trusted: body.trusted ?? true,
    });
    return context.json(runtimeView(runtime), 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    const runtime = await runtimeFor(ports, context.get('caller'), pathId(context));
    return context.json(runtimeView(runtime));
  });

  routes.put('/:id', async (context) => {
    requireAdmin(context.get('caller'));
    const id = pathId(context);
    const { name, image, description } = await readBody(context, 'runtime', attributes, readOnly);
    const runtime = await updateRuntime(ports, context.get('caller'), id, {
      ...(name && { name }),
      ...(image && { image }),
      ...(description && { description }),
    });
    return context.json(runtimeView(runtime));
  });

  routes.delete('/:id', async (context) => {
    await deleteRuntime(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  /** Lambda keeps no pool of idle workers that could be counted. Like Qinling, does not look whether the runtime exists. */
  routes.get('/:id/pool', (context) => {
    requireAdmin(context.get('caller'));
    return context.json({ name: pathId(context), capacity: { total: 0, available: 0 } });
  });

  return routes;
}
