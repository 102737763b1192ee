import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const jobRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/jobs', component: NotFound }),
] as const;
