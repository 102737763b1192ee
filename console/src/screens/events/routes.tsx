import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const eventRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/events', component: NotFound }),
] as const;
