import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { NotFound } from '../../shell/not-found.tsx';

export const alarmRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: '/alarms', component: NotFound }),
] as const;
