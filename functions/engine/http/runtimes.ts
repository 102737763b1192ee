import { Hono } from 'hono/quick';
import {
  createRuntime,
  deleteRuntime,
  listRuntimes,
  showRuntime,
  showRuntimePool,
  updateRuntime,
} from '../app/functions/runtimes.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { pathId, queryArguments } from './request-arguments.ts';
import { boolean, readBody, text } from './request-body.ts';
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
    const runtime = await createRuntime(ports, context.get('caller'), async () => {
      const body = await readBody(context, 'runtime', attributes, readOnly);
      if (!body.image) throw new Fault('invalid', "Required param is missing. Required: {'image'}");
      return {
        name: body.name ?? null,
        image: body.image,
        description: body.description ?? null,
        isPublic: body.is_public ?? true,
        trusted: body.trusted ?? true,
      };
    });
    return context.json(runtimeView(runtime), 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    const runtime = await showRuntime(ports, context.get('caller'), pathId(context));
    return context.json(runtimeView(runtime));
  });

  routes.put('/:id', async (context) => {
    const runtime = await updateRuntime(ports, context.get('caller'), pathId(context), async () => {
      const body = await readBody(context, 'runtime', attributes, readOnly);
      const { name, image, description } = body;
      return {
        ...(name && { name }),
        ...(image && { image }),
        ...(description && { description }),
      };
    });
    return context.json(runtimeView(runtime));
  });

  routes.delete('/:id', async (context) => {
    await deleteRuntime(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  routes.get('/:id/pool', (context) => {
    const capacity = showRuntimePool(context.get('caller'));
    return context.json({ name: pathId(context), capacity });
  });

  return routes;
}
