import { Hono } from 'hono/quick';
import {
  endSigning,
  rotateSigning,
  type ShownSigning,
  showSigning,
} from '../app/deliveries/signing-secret.ts';
import { requireRole } from '../core/alarm-access.ts';
import type { Ports } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';

/**
 * `/alarming/v2/signing-secret`, which Aodh does not have: the secret of the caller's project that its
 * deliveries are signed with. For members: who only reads may not pass for us.
 */
export function signingRoutes(ports: Pick<Ports, 'clock' | 'deliverySignings' | 'signer'>) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.use(async (context, next) => {
    requireRole(context.var.caller, 'member');
    context.header('cache-control', 'no-store');
    await next();
  });
  return routes
    .get('/', async (context) =>
      context.json(view(await showSigning(ports, context.var.caller.projectId))),
    )
    .post('/', async (context) =>
      context.json(view(await rotateSigning(ports, context.var.caller.projectId)), 201),
    )
    .delete('/', async (context) => {
      await endSigning(ports, context.var.caller.projectId);
      return context.body(null, 204);
    });
}

const view = ({ signing, secret, previousSecret }: ShownSigning) => ({
  generation: signing.generation,
  secret,
  previous_secret: previousSecret ?? null,
  /** UTC, printed as Aodh prints instants. */
  previous_until:
    previousSecret === undefined ? null : (signing.previousUntil?.slice(0, -1) ?? null),
});
