import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { millisecondsOf } from '../core/instant.ts';
import type { PlatformPorts } from '../ports.ts';

export interface Traced {
  /** OpenStack's form: `req-` and a UUID. The client prints it beside an error, the log holds it. */
  readonly requestId: string;
}

/**
 * One line per request. It names the route's template, not the path, and neither headers nor bodies:
 * a webhook's id is as good as a password.
 */
export const requestLog = ({ clock, ids, log }: Pick<PlatformPorts, 'clock' | 'ids' | 'log'>) =>
  createMiddleware<{ Variables: Traced }>(async (context, next) => {
    const requestId = `req-${ids.random()}`;
    const start = millisecondsOf(clock.now());
    context.set('requestId', requestId);
    await next();
    context.header('x-openstack-request-id', requestId);
    log.info('request', {
      requestId,
      method: context.req.method,
      route: routePath(context, -1),
      status: context.res.status,
      milliseconds: millisecondsOf(clock.now()) - start,
    });
  });
