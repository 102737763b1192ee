import { Hono } from 'hono/quick';
import * as z from 'zod';
import { offerUpload } from '../app/packages/uploads.ts';
import { Fault } from '../../platform/core/fault.ts';
import { maximumUploadBytes } from '../core/functions/function-limits.ts';
import type { Ports } from '../ports.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';

const body = z.strictObject({ bytes: z.int().positive() });

/**
 * Uploads of packages that are too large for a request; not in Qinling. Say how many bytes the zip has, PUT it to `upload_url`, then
 * `openstack function create --container CONTAINER --object OBJECT`.
 */
export function packageRoutes(ports: Pick<Ports, 'authenticator' | 'ids' | 'packages'>) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.use(authenticate(ports));

  routes.post('/', async (context) => {
    const { container, object, url } = await offerUpload(
      ports,
      context.get('caller'),
      async () => ({ bytes: bytesIn(await context.req.text()) }),
    );
    context.header('Cache-Control', 'no-store');
    const maximum = { maximum_bytes: maximumUploadBytes };
    return context.json({ container, object, upload_url: url, method: 'PUT', ...maximum }, 201);
  });

  return routes;
}

function bytesIn(text: string): number {
  try {
    return body.parse(JSON.parse(text)).bytes;
  } catch {
    throw new Fault(
      'invalid',
      'The body must be a JSON object with the size of the package: {"bytes": 12345678}.',
    );
  }
}
