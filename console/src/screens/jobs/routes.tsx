import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';

const filters = z.object({
  text: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
});

export const jobRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/jobs',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./job-list.tsx'), 'JobList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/jobs/$id',
    component: lazyRouteComponent(() => import('./job-screen.tsx'), 'JobScreen'),
  }),
] as const;
