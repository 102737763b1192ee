import type { HonoRequest } from 'hono';
import { isFalse } from './list-filters.ts';

/** Whether a flag is given and does not mean false (`keystone/server/flask/common.py`, `query_filter_is_true`). */
export function flag(request: HonoRequest, name: string): boolean {
  const value = request.query(name);
  return value !== undefined && !isFalse(value);
}
