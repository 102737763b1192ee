import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';

const text = z.string().min(1).optional().catch(undefined);

const view = z.object({
  aggregation: text,
  /** In seconds. */
  granularity: z.number().positive().optional().catch(undefined),
  /** How far back, in hours. */
  hours: z.number().positive().optional().catch(undefined),
});

export type MeasureView = z.infer<typeof view>;

export const measureRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/measures',
    validateSearch: z.object({ resource: text }),
    component: lazyRouteComponent(() => import('./measure-list.tsx'), 'MeasureList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/measures/$id',
    validateSearch: view,
    component: lazyRouteComponent(() => import('./metric-page.tsx'), 'MetricPage'),
  }),
] as const;
