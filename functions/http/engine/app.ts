import { Hono } from 'hono';
import { Fault } from '../../core/fault.ts';
import type { Ports } from '../../ports.ts';
import { authenticate, type Authenticated } from '../authenticate.ts';
import { executionRoutes } from './executions.ts';
import { renderFault } from './fault.ts';
import { functionRoutes } from './functions.ts';
import { redirectLargeAnswers } from './large-answer.ts';
import { runtimeRoutes } from './runtimes.ts';
import { webhookRoutes } from './webhooks.ts';

export type EnginePorts = Pick<
  Ports,
  | 'authenticator'
  | 'clock'
  | 'executionQueue'
  | 'executions'
  | 'functions'
  | 'ids'
  | 'log'
  | 'packages'
  | 'payloads'
  | 'provisioningQueue'
  | 'runner'
  | 'runtimes'
  | 'settings'
  | 'sleep'
  | 'webhooks'
>;

/** Qinling v1 at the root of the base URL; also answers every path that no other service has. */
export function engineApp(ports: EnginePorts) {
  const app = new Hono<Authenticated>({ strict: false });
  const { publicUrl } = ports.settings;

  app.get('/', (context) =>
    context.json({
      versions: [
        {
          id: 'v1.0',
          status: 'CURRENT',
          links: [{ href: `${publicUrl}/v1`, target: 'v1', rel: 'self' }],
        },
      ],
    }),
  );
  app.get('/healthcheck', (context) => context.json({}));

  const authenticated = authenticate(ports);
  app.use('/v1/*', (context, next) =>
    new URL(context.req.url).pathname === '/v1/' ? next() : authenticated(context, next),
  );
  app.get('/v1', (context) => context.json({ uri: `${publicUrl}/v1` }));
  app.use('/v1/*', redirectLargeAnswers(ports));
  app.route('/v1/runtimes', runtimeRoutes(ports));
  app.route('/v1/functions', functionRoutes(ports));
  app.route('/v1/webhooks', webhookRoutes(ports));
  app.route('/v1/executions', executionRoutes(ports));

  const paths = app.routes.map(({ path }) => path).filter((path) => !path.endsWith('*'));
  for (const path of new Set(paths))
    app.all(path, () => {
      throw new Fault('not-allowed', 'The method is not allowed for the requested URL.');
    });
  app.notFound((context) =>
    renderFault(ports)(new Fault('not-found', `Not found: ${context.req.path}`), context),
  );
  app.onError(renderFault(ports));
  return app;
}
