import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const filters = z.object({
  text: addressText,
  /** Whether the dialog that creates one is open. */
  create: z.boolean().optional().catch(undefined),
});

export const webhookRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/webhooks',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./webhook-list.tsx'), 'WebhookList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/webhooks/$id',
    component: lazyRouteComponent(() => import('./webhook-screen.tsx'), 'WebhookScreen'),
  }),
] as const;
