import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';
import { functionTabs } from './function-tabs.ts';

const filters = z.object({ name: addressText });
const place = z.object({
  tab: z.enum(functionTabs).optional().catch(undefined),
  /** Whether the dialog is open that creates what the tab lists: a webhook or a job. */
  create: z.boolean().optional().catch(undefined),
});
const beginning = z.object({ template: addressText });

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
    validateSearch: beginning,
    component: lazyRouteComponent(() => import('./new-function.tsx'), 'NewFunction'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/functions/$id',
    validateSearch: place,
    component: lazyRouteComponent(() => import('./function-screen.tsx'), 'FunctionScreen'),
  }),
] as const;
