import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { eventFilters, eventView } from './search.ts';

export const eventRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/events',
    validateSearch: eventFilters,
    component: lazyRouteComponent(() => import('./event-list.tsx'), 'EventList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/events/$messageId',
    validateSearch: eventView,
    component: lazyRouteComponent(() => import('./event-page.tsx'), 'EventPage'),
  }),
] as const;
