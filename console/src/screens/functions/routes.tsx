import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const functionRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/functions', component: NotFound }),
] as const;
