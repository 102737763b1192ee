import { createMiddleware } from 'hono/factory';
import { Refusal } from '../core/refusal.ts';

/** Gnocchi has no `HEAD`, which otherwise would be a `GET` without the body of the answer. */
export const refuseHead = createMiddleware(async (context, next) => {
  if (context.req.method === 'HEAD') throw new Refusal('not-allowed', '');
  await next();
});
