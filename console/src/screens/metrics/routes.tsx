import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';

const range = z.object({ period: z.enum(['minute', 'hour']).optional().catch(undefined) });

export const metricRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/metrics',
    validateSearch: range,
    component: lazyRouteComponent(() => import('./metric-screen.tsx'), 'MetricScreen'),
  }),
] as const;
