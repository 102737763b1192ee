import { Hono } from 'hono/quick';
import * as z from 'zod';
import {
  registerCredential,
  removeCredential,
  showCredential,
} from '../app/credentials/credentials.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import type { Traced } from '../../platform/http/request-log.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import type { Ports } from '../ports.ts';
import type { FunctionPorts } from './functions.ts';
import { pathId, queryArguments } from './request-arguments.ts';

const body = z.strictObject({ id: z.string(), secret: z.string() });

type CredentialPorts = FunctionPorts &
  Pick<Ports, 'applicationCredentials'> & { readonly sourceOf: SourceOf };

/** The routes below `/v1/functions/{id}/credential`; not in Qinling. */
export function credentialRoutes(ports: CredentialPorts) {
  const routes = new Hono<{ Variables: Authenticated['Variables'] & Traced }>({ strict: false });

  routes.get('/', async (context) => {
    queryArguments(context, []);
    const { id, userId, active } = await showCredential(
      ports,
      context.get('caller'),
      pathId(context),
    );
    return context.json({ credential: { id, user_id: userId, active } });
  });

  routes.put('/', async (context) => {
    await registerCredential(
      ports,
      context.get('caller'),
      pathId(context),
      async () => readCredential(await context.req.text()),
      { address: ports.sourceOf(context), requestId: context.get('requestId') },
    );
    return context.body(null, 204);
  });

  routes.delete('/', async (context) => {
    await removeCredential(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}

/** The credential in a request. A refusal never repeats what was sent. */
function readCredential(text: string) {
  try {
    return body.parse(JSON.parse(text));
  } catch {
    throw new Fault(
      'invalid',
      'The body must be a JSON object with the texts "id" and "secret", and nothing else.',
    );
  }
}
