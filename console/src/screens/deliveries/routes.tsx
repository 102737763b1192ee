import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { addressText } from '../../address.ts';
import { rootRoute } from '../../root-route.ts';

const filters = z.object({
  state: z.enum(['pending', 'delivered', 'failed', 'dead']).optional().catch(undefined),
  /** The alarm whose deliveries are shown. */
  alarm: addressText,
});

export type DeliveryFilters = z.infer<typeof filters>;

export const deliveryRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/deliveries',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./delivery-list.tsx'), 'DeliveryList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/deliveries/$id',
    component: lazyRouteComponent(() => import('./delivery-page.tsx'), 'DeliveryPage'),
  }),
] as const;
