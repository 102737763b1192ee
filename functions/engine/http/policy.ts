import { createMiddleware } from 'hono/factory';
import { mayAs } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';

const reading: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Readers read, members write, administrators both, as in the alarming service. Qinling itself knew no
 * readers: there every role of a project could do everything. `service` publishes events and nothing
 * else.
 */
export const rolesPolicy = createMiddleware<Authenticated>(async (context, next) => {
  const needed = reading.includes(context.req.method) ? 'reader' : 'member';
  if (!mayAs(context.get('caller'), needed)) throw new Fault('forbidden', 'Operation not allowed');
  await next();
});
