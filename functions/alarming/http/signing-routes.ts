import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import {
  endSigning,
  rotateSigning,
  showSigning,
  type SigningWithSecrets,
} from '../app/deliveries/signing-secret.ts';
import type { Ports } from '../ports.ts';

/** `/alarming/v2/signing-secret`, which Aodh does not have: the secret that signs the deliveries of the caller's project. */
export function signingRoutes(ports: Pick<Ports, 'clock' | 'deliverySignings' | 'signer'>) {
  const routes = new Hono<Authenticated>({ strict: false });
  routes.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  return routes
    .get('/', async (context) => context.json(view(await showSigning(ports, context.var.caller))))
    .post('/', async (context) =>
      context.json(view(await rotateSigning(ports, context.var.caller)), 201),
    )
    .delete('/', async (context) => {
      await endSigning(ports, context.var.caller);
      return context.body(null, 204);
    });
}

const view = ({ signing, secret, previousSecret }: SigningWithSecrets) => ({
  generation: signing.generation,
  secret,
  previous_secret: previousSecret ?? null,
  /** In UTC without a zone, as Aodh prints instants. */
  previous_until:
    previousSecret === undefined ? null : (signing.previousUntil?.slice(0, -1) ?? null),
});
