import type { Context } from 'hono';
import type { MetricsPorts } from './metrics-ports.ts';
import { parametersOf } from './answer.ts';

/** Points to the next page, with the parameters of this one. Clients follow it as it is. */
export function linkNext(
  context: Context,
  { settings }: Pick<MetricsPorts, 'settings'>,
  { marker, limit }: { readonly marker: string; readonly limit: number },
): void {
  const parameters = parametersOf(context);
  parameters.set('limit', String(limit));
  parameters.set('marker', marker);
  parameters.sort();
  const { pathname } = new URL(context.req.url);
  context.header('link', `<${settings.publicUrl}${pathname}?${parameters}>; rel="next"`);
}
