import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { requireRole } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports, Settings } from '../ports.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import { shownValue } from '../core/shown-value.ts';
import { aliasRoutes } from './aliases.ts';
import { credentialRoutes } from './credentials.ts';
import { executionRoutes } from './executions.ts';
import { qinlingRefusals } from './refusals.ts';
import { functionRoutes } from './functions.ts';
import { jobRoutes } from './jobs.ts';
import { packageRoutes } from './packages.ts';
import { redirectLargeAnswers } from '../../platform/http/large-answer.ts';
import { runtimeRoutes } from './runtimes.ts';
import { scalingRoutes } from './scaling.ts';
import { secretRoutes } from './secrets.ts';
import { versionRoutes } from './versions.ts';
import { webhookRoutes } from './webhooks.ts';

export type EnginePorts = Pick<
  Ports,
  | 'aliases'
  | 'applicationCredentials'
  | 'attempts'
  | 'authenticator'
  | 'clock'
  | 'executionCounts'
  | 'executionQueue'
  | 'executions'
  | 'functionTokens'
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
  | 'secretBox'
  | 'sleep'
  | 'versions'
  | 'webhooks'
> & {
  readonly sourceOf: SourceOf;
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
  redirectTrailingSlashes(app, publicUrl);
  app.route('/v1', version1(ports));
  app.route('/packages', packageRoutes(ports));
  refuseOtherMethods(app, { message: 'The method is not allowed for the requested URL.' });
  return app;
}

/**
 * API Gateway has no routes that end in a slash, so such requests to the roots of other services and to
 * webhooks come here, as does everything else without a route.
 */
function redirectTrailingSlashes(app: Hono<{ Variables: Traced }>, publicUrl: string) {
  for (const path of ['/identity', '/alarming', '/events', '/metric', '/v1/webhooks/:id/invoke'])
    app.all(path, (context) => {
      const { pathname, search } = new URL(context.req.url);
      if (!pathname.endsWith('/')) return context.notFound();
      return context.redirect(`${publicUrl}${pathname.slice(0, -1)}${search}`, 308);
    });
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
  routes.route('/functions/:id/secrets', secretRoutes(ports));
  routes.route('/functions/:id/credential', credentialRoutes(ports));
  routes.route('/aliases', aliasRoutes(ports));
  routes.route('/webhooks', webhookRoutes(ports, publicUrl));
  routes.route('/jobs', jobRoutes(ports));
  routes.route('/executions', executionRoutes(ports));
  return routes;
}

/** As in the original, `/v1` needs a token and `/v1/` does not. */
const isOpen = (context: Context): boolean => new URL(context.req.url).pathname === '/v1/';
