import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import type { MetricsPorts } from './metrics-ports.ts';

/** Measures and aggregates, below `/v1`. */
export function measureRoutes(_ports: MetricsPorts) {
  return new Hono<Authenticated>({ strict: false });
}
