import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const overviewRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/', component: NotFound }),
] as const;
