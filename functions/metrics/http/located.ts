import type { Context } from 'hono';
import type { MetricsPorts } from './metrics-ports.ts';

/** Says where what was created is, as an absolute URL. */
export function located(
  context: Context,
  { settings }: Pick<MetricsPorts, 'settings'>,
  path: string,
): void {
  const url = `${settings.publicUrl}/metric/v1/${path.split('/').map(encodeURIComponent).join('/')}`;
  context.header('location', url);
}
