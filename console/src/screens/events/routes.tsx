import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';

const text = z.string().min(1).optional().catch(undefined);

const filters = z.object({
  type: text,
  /** `name=value` */
  trait: text,
  id: text,
  outcome: z.enum(['fired', 'hit', 'none']).optional().catch(undefined),
  /** Whether the dialog that sends an event is open, and with which example. */
  send: text,
});

export type EventFilters = z.infer<typeof filters>;

const view = z.object({
  /** The alarm whose decision is asked for. */
  alarm: text,
});

export const eventRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/events',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./event-list.tsx'), 'EventList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/events/$messageId',
    validateSearch: view,
    component: lazyRouteComponent(() => import('./event-page.tsx'), 'EventPage'),
  }),
] as const;
