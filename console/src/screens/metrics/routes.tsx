import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const metricRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/metrics', component: NotFound }),
] as const;
