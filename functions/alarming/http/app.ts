import { Hono } from 'hono/quick';
import { Fault } from '../../platform/core/fault.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { alarmRoutes } from './alarm-routes.ts';
import { acceptsJson, answer } from './answer.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { queryRoutes } from './query-routes.ts';
import { quotaRoutes } from './quota-routes.ts';
import { aodhRefusals } from './refusals.ts';
import { signingRoutes } from './signing-routes.ts';
import { capabilities, versions } from './alarm-view.ts';

/** Aodh's API v2, under `/alarming`. */
export function alarmingApp(ports: AlarmingPorts) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });

  app.use(requestLog(ports));
  const refusals = aodhRefusals(ports.settings.publicUrl);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', 'The resource could not be found.')),
  );

  app.get('/alarming', (context) => answer(context, versions(ports.settings.publicUrl)));
  app.get('/alarming/healthcheck', (context) => context.body(null, 200));

  const v2 = new Hono<Authenticated>({ strict: false });
  v2.use(authenticate(ports));
  v2.use(async (context, next) => {
    if (!acceptsJson(context.req.header('accept')))
      throw new Fault('not-acceptable', 'The resource could only be given as application/json');
    await next();
  });
  v2.route('/alarms', alarmRoutes(ports));
  v2.route('/query/alarms', queryRoutes(ports));
  v2.route('/quotas', quotaRoutes(ports));
  v2.route('/deliveries', deliveryRoutes(ports));
  v2.route('/signing-secret', signingRoutes(ports));
  v2.get('/capabilities', (context) => answer(context, capabilities));
  v2.get('/metrics', () => {
    throw new Fault('forbidden', 'metrics endpoint is disabled');
  });
  for (const path of knownPaths)
    v2.all(path, ({ req: { method } }) => {
      throw new Fault('not-allowed', `The method ${method} is not allowed for this resource.`);
    });
  return app.route('/alarming/v2', v2);
}

/** Paths that answer a wrong method with 405. */
const knownPaths = [
  '/alarms',
  '/alarms/:id',
  '/alarms/:id/state',
  '/alarms/:id/history',
  '/query/alarms',
  '/query/alarms/history',
  '/quotas',
  '/quotas/:id',
  '/deliveries',
  '/deliveries/redeliver',
  '/deliveries/:id/redeliver',
  '/signing-secret',
  '/capabilities',
  '/metrics',
];
