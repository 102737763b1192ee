import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const accountRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/account', component: NotFound }),
] as const;
