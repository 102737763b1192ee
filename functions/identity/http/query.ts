import type { HonoRequest } from 'hono';
import { defaultDomain } from '../core/domain.ts';

/** Whether a flag is given and is not `0` or `false` (`keystone/server/flask/common.py`, `query_filter_is_true`). */
export function flag(request: HonoRequest, name: string): boolean {
  const value = request.query(name);
  return value !== undefined && !isFalse(value);
}

const isFalse = (value: string): boolean => ['0', 'false', 'False'].includes(value);

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly enabled?: boolean;
}

/** Whether a thing matches the filters of a list request; all things are in the default domain. */
export function wantedBy(request: HonoRequest): (thing: Listed) => boolean {
  const { id, name, domain_id: domain, enabled } = request.query();
  return (thing) =>
    (id === undefined || thing.id === id) &&
    (name === undefined || thing.name === name) &&
    (domain === undefined || domain === defaultDomain.id) &&
    (enabled === undefined || (thing.enabled ?? true) === !isFalse(enabled));
}
