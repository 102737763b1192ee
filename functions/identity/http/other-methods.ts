import type { Hono } from 'hono/quick';
import { Fault } from '../../platform/core/fault.ts';
import type { Traced } from '../../platform/http/request-log.ts';

/**
 * Answers the methods that a known path does not have with 405 and those that it has, as Flask does.
 * `base` is the path that the app begins with.
 */
export function refuseOtherMethods(app: Hono<{ Variables: Traced }>, base: string): void {
  const methods = new Map<string, ReadonlySet<string>>();
  for (const { method, path } of app.routes)
    if (method !== 'ALL') methods.set(path, new Set([...(methods.get(path) ?? []), method]));
  for (const [path, known] of methods) {
    const allowed = [...known, ...(known.has('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted();
    app.all(path.slice(base.length) || '/', (context) => {
      context.header('Allow', allowed.join(', '));
      if (context.req.method === 'OPTIONS') return context.body(null, 200);
      throw new Fault('not-allowed', 'The method is not allowed for the requested URL.');
    });
  }
}
