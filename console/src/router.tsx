import { createRouter } from '@tanstack/react-router';
import { addressFormat } from './address.ts';
import { accountRoutes } from './screens/account/routes.tsx';
import { adminRoutes } from './screens/admin/routes.tsx';
import { alarmRoutes } from './screens/alarms/routes.tsx';
import { deliveryRoutes } from './screens/deliveries/routes.tsx';
import { eventRoutes } from './screens/events/routes.tsx';
import { executionRoutes } from './screens/executions/routes.tsx';
import { functionRoutes } from './screens/functions/routes.tsx';
import { jobRoutes } from './screens/jobs/routes.tsx';
import { measureRoutes } from './screens/measures/routes.tsx';
import { metricRoutes } from './screens/metrics/routes.tsx';
import { overviewRoutes } from './screens/overview/routes.tsx';
import { webhookRoutes } from './screens/webhooks/routes.tsx';
import { rootRoute } from './root-route.ts';

const tree = rootRoute.addChildren([
  ...overviewRoutes,
  ...eventRoutes,
  ...alarmRoutes,
  ...deliveryRoutes,
  ...functionRoutes,
  ...executionRoutes,
  ...jobRoutes,
  ...webhookRoutes,
  ...measureRoutes,
  ...metricRoutes,
  ...accountRoutes,
  ...adminRoutes,
]);

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  ...addressFormat,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
