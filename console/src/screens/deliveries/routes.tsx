import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const deliveryRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/deliveries', component: NotFound }),
] as const;
