import { Hono } from 'hono/quick';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { redirectLargeAnswers } from '../../platform/http/large-answer.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import { aggregationMethods } from '../core/archive-policy.ts';
import { Refusal } from '../core/refusal.ts';
import { answer } from './answer.ts';
import { links, versions } from './discovery.ts';
import { measureRoutes } from './measure-routes.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { gnocchiRefusals } from './refusals.ts';

/** Gnocchi's API v1, under `/metric`. */
export function metricsApp(ports: MetricsPorts) {
  const root = `${ports.settings.publicUrl}/metric`;
  const app = new Hono<{ Variables: Traced }>({ strict: false });

  app.use(requestLog(ports));
  const refusals = gnocchiRefusals(ports.settings.publicUrl);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) => refusals.refuse(context, new Refusal('not-found', null)));

  app.get('/metric', (context) => answer(context, versions(root)));
  app.get('/metric/healthcheck', (context) => context.text(''));

  const v1 = new Hono<Authenticated>({ strict: false });
  v1.use(authenticate(ports));
  v1.use(redirectLargeAnswers(ports));
  v1.get('/', (context) => answer(context, links(root)));
  v1.get('/capabilities', (context) =>
    answer(context, { aggregation_methods: aggregationMethods }),
  );
  v1.route('/', measureRoutes(ports));
  refuseOtherMethods(v1, '');
  return app.route('/metric/v1', v1);
}
