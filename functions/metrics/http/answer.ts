import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import type { MetricsPorts } from './metrics-ports.ts';

/** An answer in JSON, whatever the request accepts: the clients read nothing else. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => context.body(dumps(json), status, { 'content-type': 'application/json' });

/** The query parameters, with repeated ones in order. */
export const parametersOf = (context: Context): URLSearchParams =>
  new URL(context.req.url).searchParams;

/** Says where what was created is, as an absolute URL. */
export function located(
  context: Context,
  { settings }: Pick<MetricsPorts, 'settings'>,
  path: string,
): void {
  const url = `${settings.publicUrl}/metric/v1/${path.split('/').map(encodeURIComponent).join('/')}`;
  context.header('location', url);
}
