import type { Env, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { allowedMethods } from '../../platform/http/other-methods.ts';
import { Refusal } from '../core/refusal.ts';

/** Gnocchi has no `HEAD`, which otherwise would be a `GET` without the body of the answer. */
export const refuseHead = createMiddleware(async (context, next) => {
  if (context.req.method === 'HEAD') throw new Refusal('not-allowed', '');
  await next();
});

/** Answers a method that no route of a path has with 405 and `Allow`. To be called when the app has all routes. */
export function refuseOthers<E extends Env>(app: Hono<E>): Hono<E> {
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  for (const template of new Set(routes.map(({ path }) => path)))
    app.all(template, (context) => {
      const allowed = allowedMethods(routes, context.req.path).filter((each) => each !== 'HEAD');
      context.header('Allow', allowed.join(', '));
      throw new Refusal('not-allowed', '');
    });
  return app;
}
