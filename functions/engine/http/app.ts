import { Hono } from 'hono/quick';
import { every } from 'hono/combine';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports, Settings } from '../ports.ts';
import { authenticate, type Authenticated } from '../../platform/http/authenticate.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import { aliasRoutes } from './aliases.ts';
import { executionRoutes } from './executions.ts';
import { qinlingRefusals } from './refusals.ts';
import { functionRoutes } from './functions.ts';
import { jobRoutes } from './jobs.ts';
import { packageRoutes } from './packages.ts';
import { redirectLargeAnswers } from './large-answer.ts';
import { rolesPolicy } from './policy.ts';
import { runtimeRoutes } from './runtimes.ts';
import { scalingRoutes } from './scaling.ts';
import { versionRoutes } from './versions.ts';
import { webhookRoutes } from './webhooks.ts';

export type EnginePorts = Pick<
  Ports,
  | 'aliases'
  | 'authenticator'
  | 'clock'
  | 'executionQueue'
  | 'executions'
  | 'functions'
  | 'ids'
  | 'jobs'
  | 'log'
  | 'packages'
  | 'payloads'
  | 'provisioningQueue'
  | 'runner'
  | 'runtimes'
  | 'sleep'
  | 'versions'
  | 'webhooks'
> & {
  readonly settings: Pick<Settings, 'imageRegistry' | 'limits' | 'publicUrl'>;
};

/** Qinling v1 at the root of the base URL; also answers every path that no other service has. */
export function engineApp(ports: EnginePorts) {
  const { publicUrl } = ports.settings;
  const app = new Hono<{ Variables: Traced }>({ strict: false });
  app.use(requestLog(ports));
  app.onError(answerFailure(ports, qinlingRefusals));
  app.notFound((context) =>
    qinlingRefusals.refuse(context, new Fault('not-found', `Not found: ${context.req.path}`)),
  );
  app.get('/healthcheck', (context) => context.json({}));
  app.get('/', (context) => {
    const link = { href: `${publicUrl}/v1`, target: 'v1', rel: 'self' };
    return context.json({ versions: [{ id: 'v1.0', status: 'CURRENT', links: [link] }] });
  });
  // A POST goes to the webhooks' own Lambda; there is nothing else here, with or without a token.
  app.all('/v1/webhooks/:id/invoke', (context) => context.notFound());
  app.route('/v1', version1(ports));
  app.route('/packages', packageRoutes(ports));
  refuseOtherMethods(app, 'The method is not allowed for the requested URL.');
  return app;
}

function version1(ports: EnginePorts) {
  const { publicUrl } = ports.settings;
  const routes = new Hono<Authenticated>({ strict: false });
  const authenticated = every(authenticate(ports), rolesPolicy);
  // As in the original, the one path without a slash needs a token and the one with it does not.
  routes.use((context, next) =>
    new URL(context.req.url).pathname === '/v1/' ? next() : authenticated(context, next),
  );
  routes.use(redirectLargeAnswers(ports));
  routes.get('/', (context) => context.json({ uri: `${publicUrl}/v1` }));
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
