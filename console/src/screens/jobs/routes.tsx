import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const filters = z.object({
  text: addressText,
  status: addressText,
  /** Whether the dialog that creates one is open. */
  create: z.boolean().optional().catch(undefined),
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
