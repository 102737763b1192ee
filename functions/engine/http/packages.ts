import { Hono } from 'hono/quick';
import { offerUpload } from '../app/packages/uploads.ts';
import { maximumUploadBytes } from '../core/functions/function-limits.ts';
import type { Ports } from '../ports.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';

/**
 * Uploads of packages that are too large for a request; not in Qinling. PUT the zip to `upload_url`, then
 * `openstack function create --container CONTAINER --object OBJECT`.
 */
export function packageRoutes(ports: Pick<Ports, 'authenticator' | 'ids' | 'packages'>) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.use(authenticate(ports));

  routes.post('/', async (context) => {
    const { container, object, url } = await offerUpload(ports, context.get('caller'));
    context.header('Cache-Control', 'no-store');
    const maximum = { maximum_bytes: maximumUploadBytes };
    return context.json({ container, object, upload_url: url, method: 'PUT', ...maximum }, 201);
  });

  return routes;
}
