import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const webhookRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/webhooks', component: NotFound }),
] as const;
