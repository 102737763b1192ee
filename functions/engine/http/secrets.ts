import { Hono } from 'hono/quick';
import * as z from 'zod';
import { listSecrets, removeSecret, setSecret } from '../app/secrets/secrets.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import type { FunctionPorts } from './functions.ts';
import { pathId, queryArguments } from './request-arguments.ts';

const body = z.strictObject({ value: z.string() });

/** The routes below `/v1/functions/{id}/secrets`; not in Qinling. */
export function secretRoutes(ports: FunctionPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    queryArguments(context, []);
    const names = await listSecrets(ports, context.get('caller'), pathId(context));
    return context.json({ secrets: names.map((name) => ({ name })) });
  });

  routes.put('/:name', async (context) => {
    await setSecret(ports, context.get('caller'), pathId(context), async () => ({
      name: context.req.param('name'),
      value: readValue(await context.req.text()),
    }));
    return context.body(null, 204);
  });

  routes.delete('/:name', async (context) => {
    const name = context.req.param('name');
    await removeSecret(ports, context.get('caller'), pathId(context), name);
    return context.body(null, 204);
  });

  return routes;
}

/** The value in a request. A refusal never repeats what was sent. */
function readValue(text: string): string {
  try {
    return body.parse(JSON.parse(text)).value;
  } catch {
    throw new Fault(
      'invalid',
      'The body must be a JSON object with a text "value", and nothing else.',
    );
  }
}
