import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const text = z.object({ text: addressText });
const queue = z.object({ queue: addressText });

export const adminRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/projects',
    validateSearch: text,
    component: lazyRouteComponent(() => import('./project-list.tsx'), 'ProjectList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/users',
    validateSearch: text,
    component: lazyRouteComponent(() => import('./user-list.tsx'), 'UserList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/quotas',
    validateSearch: text,
    component: lazyRouteComponent(() => import('./quota-list.tsx'), 'QuotaList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/admin/dead-letters',
    validateSearch: queue,
    component: lazyRouteComponent(() => import('./dead-letter-screen.tsx'), 'DeadLetterScreen'),
  }),
] as const;
