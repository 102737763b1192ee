import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { rootRoute } from '../../root-route.ts';

const text = z.string().min(1).optional().catch(undefined);

const filters = z.object({
  name: text,
  state: z.enum(['ok', 'alarm', 'insufficient data']).optional().catch(undefined),
  type: text,
});

export type AlarmFilters = z.infer<typeof filters>;

const tabs = z.object({
  tab: z.enum(['firings', 'history', 'why', 'signing']).optional().catch(undefined),
  /** The event that is asked about. */
  event: text,
});

/** What a new alarm begins with. */
const beginning = z.object({
  name: text,
  type: text,
  webhook: text,
  metric: text,
  resource: text,
  /** The alarm that it is a copy of. */
  like: text,
});

export type AlarmBeginning = z.infer<typeof beginning>;

export const alarmRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms',
    validateSearch: filters,
    component: lazyRouteComponent(() => import('./alarm-list.tsx'), 'AlarmList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/new',
    validateSearch: beginning,
    component: lazyRouteComponent(() => import('./editor/new-alarm.tsx'), 'NewAlarm'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/$id',
    validateSearch: tabs,
    component: lazyRouteComponent(() => import('./alarm-page.tsx'), 'AlarmPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/$id/edit',
    component: lazyRouteComponent(() => import('./editor/edit-alarm.tsx'), 'EditAlarm'),
  }),
] as const;
