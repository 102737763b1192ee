import type { Context } from 'hono';
import type { MetricsPorts } from './metrics-ports.ts';
import { parametersOf } from '../../platform/http/json-answer.ts';

/** Points to the next page, with the parameters of this one; `sorts` are the default. Clients follow it as it is. */
export function linkNext(
  context: Context,
  { settings }: Pick<MetricsPorts, 'settings'>,
  { marker, limit, sorts }: { readonly marker: string; limit: number; sorts: readonly string[] },
): void {
  const parameters = parametersOf(context);
  parameters.set('limit', String(limit));
  parameters.set('marker', marker);
  if (!parameters.has('sort')) for (const sort of sorts) parameters.append('sort', sort);
  parameters.sort();
  const { pathname } = new URL(context.req.url);
  context.header('link', `<${settings.publicUrl}${pathname}?${parameters.toString()}>; rel="next"`);
}
