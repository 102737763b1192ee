import { Hono } from 'hono/quick';
import { keystoneRefusals } from '../../identity/http/refusals.ts';
import { Fault } from '../../platform/core/fault.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { PlatformPorts } from '../../platform/ports.ts';

export const base = '/taibai/v1';

export type ServicePorts = Pick<PlatformPorts, 'clock' | 'ids' | 'log'> & {
  readonly settings: { readonly publicUrl: string };
};

/** An app of `/taibai/v1`: errors are printed as Keystone prints them, and nothing is stored on the way. */
export function consoleService(
  ports: ServicePorts,
  routes: (app: Hono<{ Variables: Traced }>) => void,
) {
  const app = new Hono<{ Variables: Traced }>({ strict: false }).basePath(base);
  app.use(requestLog(ports, [`${base}/activity`]));
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  const refusals = keystoneRefusals(`${ports.settings.publicUrl}/identity`);
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', 'The resource could not be found.')),
  );
  routes(app);
  refuseOtherMethods(app, {
    message: 'The method is not allowed for the requested URL.',
    base,
  });
  return app;
}
