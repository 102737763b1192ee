import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const view = z.object({
  aggregation: addressText,
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
    validateSearch: z.object({ resource: addressText, metric: addressText }),
    component: lazyRouteComponent(() => import('./measure-list.tsx'), 'MeasureList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/measures/$id',
    validateSearch: view,
    component: lazyRouteComponent(() => import('./metric-page.tsx'), 'MetricPage'),
  }),
] as const;
