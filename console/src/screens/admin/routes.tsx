import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const adminRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/admin/projects', component: NotFound }),
] as const;
