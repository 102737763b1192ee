import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';
import { functionTabs } from './function-tabs.ts';

const filters = z.object({ name: z.string().optional().catch(undefined) });
const place = z.object({ tab: z.enum(functionTabs).optional().catch(undefined) });

export const functionRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/functions',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./function-list.tsx'), 'FunctionList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/functions/new',
    component: lazyRouteComponent(() => import('./new-function.tsx'), 'NewFunction'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/functions/$id',
    validateSearch: place,
    component: lazyRouteComponent(() => import('./function-screen.tsx'), 'FunctionScreen'),
  }),
] as const;
