import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const filters = z.object({
  function: addressText,
  status: addressText,
  cause: addressText,
});

export type ExecutionFilters = z.infer<typeof filters>;

export const executionRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/executions',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./execution-list.tsx'), 'ExecutionList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/executions/$id',
    component: lazyRouteComponent(() => import('./execution-screen.tsx'), 'ExecutionScreen'),
  }),
] as const;
