import { Hono } from 'hono/quick';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { redirectLargeAnswers } from '../../platform/http/large-answer.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import { forgettingIndex } from '../app/measures/forgetting-index.ts';
import { Refusal } from '../core/refusal.ts';
import { aggregateRoutes } from './aggregate-routes.ts';
import { aggregationRoutes } from './aggregation-routes.ts';
import { answer } from '../../platform/http/json-answer.ts';
import { links, versions } from './discovery.ts';
import { measureRoutes } from './measure-routes.ts';
import { metricRoutes, resourceMetricRoutes } from './metric-routes.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { policyRoutes, ruleRoutes } from './policy-routes.ts';
import { gnocchiRefusals } from './refusals.ts';
import { refuseHead } from './refuse-head.ts';
import { resourceRoutes } from './resource-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { typeRoutes } from './type-routes.ts';

/** Gnocchi's API v1, under `/metric`. */
export function metricsApp(given: MetricsPorts) {
  const ports = { ...given, ...forgettingIndex(given) };
  const root = `${ports.settings.publicUrl}/metric`;
  const app = new Hono<{ Variables: Traced }>({ strict: false });

  app.use(requestLog(ports));
  const refusals = gnocchiRefusals(ports.settings.publicUrl);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) => refusals.refuse(context, new Refusal('not-found', null)));

  app.get('/metric', (context) => answer(context, versions(root)));
  app.get('/metric/healthcheck', (context) => context.text(''));

  const v1 = new Hono<Authenticated>({ strict: false });
  v1.use(refuseHead);
  v1.use(authenticate(ports));
  v1.use(redirectLargeAnswers(ports));
  v1.get('/', (context) => answer(context, links(root)));
  v1.route('/', statusRoutes());
  v1.route('/archive_policy', policyRoutes(ports));
  v1.route('/archive_policy_rule', ruleRoutes(ports));
  v1.route('/resource_type', typeRoutes(ports));
  v1.route('/resource', resourceRoutes(ports));
  v1.route('/resource', resourceMetricRoutes(ports));
  v1.route('/metric', metricRoutes(ports));
  v1.route('/search', searchRoutes(ports));
  v1.route('/', measureRoutes(ports));
  v1.route('/aggregates', aggregateRoutes(ports));
  v1.route('/aggregation', aggregationRoutes(ports));
  app.route('/metric/v1', v1);
  refuseOtherMethods(app, { message: '', hasHead: false });
  return app;
}
