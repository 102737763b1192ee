import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { requireRole } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports, Settings } from '../ports.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import { shownValue } from '../core/shown-value.ts';
import { aliasRoutes } from './aliases.ts';
import { executionRoutes } from './executions.ts';
import { qinlingRefusals } from './refusals.ts';
import { functionRoutes } from './functions.ts';
import { jobRoutes } from './jobs.ts';
import { packageRoutes } from './packages.ts';
import { redirectLargeAnswers } from './large-answer.ts';
import { runtimeRoutes } from './runtimes.ts';
import { scalingRoutes } from './scaling.ts';
import { versionRoutes } from './versions.ts';
import { webhookRoutes } from './webhooks.ts';

export type EnginePorts = Pick<
  Ports,
  | 'aliases'
  | 'attempts'
  | 'authenticator'
  | 'clock'
  | 'executionCounts'
  | 'executionQueue'
  | 'executions'
  | 'functions'
  | 'ids'
  | 'jobs'
  | 'log'
  | 'packages'
  | 'payloads'
  | 'provisioningQueue'
  | 'reviews'
  | 'runner'
  | 'runtimes'
  | 'scaling'
  | 'sleep'
  | 'versions'
  | 'webhooks'
> & {
  readonly settings: Pick<Settings, 'imageRegistry' | 'limits' | 'publicUrl'>;
};

/** Qinling v1 at the root of the base URL. Also answers every path that no other service has. */
export function engineApp(ports: EnginePorts) {
  const { publicUrl } = ports.settings;
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  app.onError(answerFailure(ports, qinlingRefusals));
  app.notFound((context) =>
    qinlingRefusals.refuse(
      context,
      new Fault('not-found', `Not found: ${shownValue(context.req.path)}`),
    ),
  );
  app.get('/healthcheck', (context) => context.json({}));
  app.get('/', (context) => {
    const link = { href: `${publicUrl}/v1`, target: 'v1', rel: 'self' };
    return context.json({ versions: [{ id: 'v1.0', status: 'CURRENT', links: [link] }] });
  });
  // The gateway sends a POST to the webhooks' own Lambda. Other methods are not found, also without a token.
  app.all('/v1/webhooks/:id/invoke', (context) => context.notFound());
  app.route('/v1', version1(ports));
  app.route('/packages', packageRoutes(ports));
  refuseOtherMethods(app);
  return app;
}

function version1(ports: EnginePorts) {
  const { publicUrl } = ports.settings;
  const routes = new Hono<Authenticated>({ strict: false });
  const authenticated = authenticate(ports);
  routes.use((context, next) => (isOpen(context) ? next() : authenticated(context, next)));
  routes.use(redirectLargeAnswers(ports));
  routes.get('/', (context) => {
    if (!isOpen(context)) requireRole(context.get('caller'), 'reader');
    return context.json({ uri: `${publicUrl}/v1` });
  });
  routes.route('/runtimes', runtimeRoutes(ports));
  routes.route('/functions', functionRoutes(ports));
  routes.route('/functions', scalingRoutes(ports));
  routes.route('/functions/:id/versions', versionRoutes(ports));
  routes.route('/aliases', aliasRoutes(ports));
  routes.route('/webhooks', webhookRoutes(ports, publicUrl));
  routes.route('/jobs', jobRoutes(ports));
  routes.route('/executions', executionRoutes(ports));
  return routes;
}

/** As in the original, `/v1` needs a token and `/v1/` does not. */
const isOpen = (context: Context): boolean => new URL(context.req.url).pathname === '/v1/';

/** Answers 405 instead of 404 if the path exists with another method. */
function refuseOtherMethods(app: Hono<{ Variables: Traced }>) {
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    app.all(path, (context) => {
      context.header('Allow', [...new Set(allowed)].join(', '));
      throw new Fault('not-allowed', 'The method is not allowed for the requested URL.');
    });
  }
}
