import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { alarmBeginning, alarmFilters, alarmTabs } from './search.ts';

export const alarmRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms',
    validateSearch: alarmFilters,
    component: lazyRouteComponent(() => import('./alarm-list.tsx'), 'AlarmList'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/new',
    validateSearch: alarmBeginning,
    component: lazyRouteComponent(() => import('./editor/new-alarm.tsx'), 'NewAlarm'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/$id',
    validateSearch: alarmTabs,
    component: lazyRouteComponent(() => import('./alarm-page.tsx'), 'AlarmPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/alarms/$id/edit',
    component: lazyRouteComponent(() => import('./editor/edit-alarm.tsx'), 'EditAlarm'),
  }),
] as const;
