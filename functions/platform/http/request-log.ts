import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { millisecondsOf } from '../core/instant.ts';
import type { PlatformPorts } from '../ports.ts';

export interface Traced {
  /** `req-` and a UUID, as in OpenStack. Clients print it with an error, and it is in the log. */
  readonly requestId: string;
}

/**
 * Logs one line per request. It holds the route's template, but no path, header or body: a webhook's
 * id in a path is a secret.
 *
 * `polled` are the routes that a client asks all day: they are logged only if they fail, since API Gateway logs
 * every request, too.
 */
export const requestLog = (
  { clock, ids, log }: Pick<PlatformPorts, 'clock' | 'ids' | 'log'>,
  polled: readonly string[] = [],
) =>
  createMiddleware<{ Variables: Traced }>(async (context, next) => {
    const requestId = `req-${ids.random()}`;
    const start = millisecondsOf(clock.now());
    context.set('requestId', requestId);
    await next();
    context.header('x-openstack-request-id', requestId);
    const route = routePath(context, -1);
    if (context.res.ok && polled.includes(route)) return;
    log.info('request', {
      requestId,
      method: context.req.method,
      route,
      status: context.res.status,
      milliseconds: millisecondsOf(clock.now()) - start,
    });
  });
