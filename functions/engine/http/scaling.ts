import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import * as z from 'zod';
import { detachFunction, listWorkers, scaleFunction } from '../app/versions/scaling.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { invalidField, pathId, queryArguments } from './request-arguments.ts';
import { integer, readBody } from './request-body.ts';
import type { FunctionPorts } from './functions.ts';
import { workerView } from './view.ts';
import { pathVersion } from './versions.ts';

const attributes = { count: integer };
const positive = z.int().min(1);

/** The routes by which administrators control the environments that a function runs in. */
export function scalingRoutes(ports: FunctionPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  for (const [scaling, sign] of [
    ['scale_up', 1],
    ['scale_down', -1],
  ] as const)
    for (const path of [`/:id/${scaling}`, `/:id/versions/:version/${scaling}`])
      routes.post(path, async (context) => {
        await scaleFunction(ports, context.get('caller'), pathId(context), async () => {
          const version = context.req.param('version') === undefined ? 0 : pathVersion(context);
          return { version, count: sign * (await readCount(context)) };
        });
        return context.body(null, 202);
      });

  routes.post('/:id/detach', async (context) => {
    await detachFunction(ports, context.get('caller'), pathId(context), 0);
    return context.body(null, 202);
  });

  routes.get('/:id/workers', async (context) => {
    const query = queryArguments(context, ['function_version']);
    const version = integer.safeParse(query['function_version']);
    if (!version.success)
      throw invalidField(
        'function_version',
        query['function_version'],
        'unable to convert to int.',
      );
    const all = await listWorkers(ports, context.get('caller'), pathId(context));
    const asked = version.data ?? null;
    const workers = all.filter(
      ({ functionVersion }) => asked === null || functionVersion === asked,
    );
    return context.json({ workers: workers.map(workerView) });
  });

  return routes;
}

async function readCount(context: Context): Promise<number> {
  const { count } = await readBody(context, 'scale', attributes, []);
  const read = positive.safeParse(count);
  if (!read.success)
    throw new Fault(
      'invalid',
      `Invalid input for field/attribute count. Value: '${String(count)}'. Value should be greater or equal to 1`,
    );
  return read.data;
}
