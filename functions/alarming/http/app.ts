import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Json } from '../../platform/core/python-json.ts';
import { requireRole } from '../core/alarm-access.ts';
import { booleanOf } from '../core/query/boolean-text.ts';
import { Fault } from '../../platform/core/fault.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { redirectLargeAnswers } from '../../platform/http/large-answer.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { AlarmingPorts } from './alarming-ports.ts';
import { alarmRoutes } from './alarm-routes.ts';
import { acceptsJson } from './request-body.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import { backtestRoutes } from './backtest-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { eventRoutes, explainRoutes } from './explain-routes.ts';
import { queryRoutes } from './query-routes.ts';
import { quotaRoutes } from './quota-routes.ts';
import { wsmeRefusals } from '../../platform/http/wsme.ts';
import { replayRoutes } from './replay-routes.ts';
import { signingRoutes } from './signing-routes.ts';
import { capabilities, versions } from './alarm-view.ts';

/** Aodh's API v2, under `/alarming`, and what followed from an event, under `/events/v2/events`, and replays. */
export function alarmingApp(ports: AlarmingPorts) {
  const app = new Hono<{ Variables: Traced }>({ strict: false });

  app.use(requestLog(ports));
  const refusals = wsmeRefusals(ports.settings.publicUrl);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', 'The resource could not be found.')),
  );

  app.get('/alarming', (context) => answer(context, versions(ports.settings.publicUrl)));
  app.get('/alarming/healthcheck', (context) => context.body(null, 200));

  const v2 = authenticated(ports);
  v2.route('/alarms', alarmRoutes(ports));
  v2.route('/query/alarms', queryRoutes(ports));
  v2.route('/quotas', quotaRoutes(ports));
  v2.route('/deliveries', deliveryRoutes(ports));
  v2.route('/signing-secret', signingRoutes(ports));
  v2.route('/explain', explainRoutes(ports));
  v2.route('/events', eventRoutes(ports));
  v2.route('/backtests', backtestRoutes(ports));
  v2.get('/capabilities', (context) => answer(context, capabilities));
  v2.get('/metrics', (context) => answer(context, metricsOf(context)));
  refuseOtherMethods(v2, {
    message: (method) => `The method ${method} is not allowed for this resource.`,
    base: '/alarming/v2',
  });
  const events = authenticated(ports);
  events.route('/', eventRoutes(ports));
  const replays = authenticated(ports);
  replays.route('/', replayRoutes(ports));
  refuseOtherMethods(replays, {
    message: (method) => `The method ${method} is not allowed for this resource.`,
    base: '/events/v2/replays',
  });
  return app
    .route('/alarming/v2', v2)
    .route('/events/v2/events', events)
    .route('/events/v2/replays', replays);
}

/** Routes for callers with a token, who are answered in JSON. */
function authenticated(ports: AlarmingPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.use(authenticate(ports));
  routes.use(async (context, next) => {
    if (!acceptsJson(context.req.header('accept')))
      throw new Fault('not-acceptable', 'The resource could only be given as application/json');
    await next();
  });
  routes.use(redirectLargeAnswers(ports));
  return routes;
}

/**
 * How often each alarm was evaluated, as an Aodh answers that counts it (`enable_evaluation_results_metrics`):
 * its evaluator of events counts nothing.
 */
function metricsOf(context: Context<Authenticated>): Json {
  const parameters = parametersOf(context);
  requireArguments(parameters, ['all_projects']);
  const all = booleanOf(parameters.get('all_projects') ?? '') === true;
  requireRole(context.var.caller, all ? 'admin' : 'reader');
  return { evaluation_results: [] };
}
