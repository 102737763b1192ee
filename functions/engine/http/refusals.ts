import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusals } from '../../platform/http/failure.ts';
import { statuses } from '../../platform/http/status.ts';

/** Routes that Qinling serves without its web framework. Their refusals have `faultstring` alone. */
const bareRoutes = [
  /^POST \/v1\/functions\/?$/,
  /^(GET|PUT) \/v1\/functions\/[^/]+\/?$/,
  /^GET \/v1\/functions\/[^/]+\/versions\/[^/]+\/?$/,
  /^GET \/v1\/executions\/[^/]+\/log\/?$/,
  /^POST \/v1\/webhooks\/[^/]+\/invoke\/?$/,
];

/** Prints failures as Qinling's clients read them: always JSON with a `faultstring`. */
export const qinlingRefusals: Refusals = {
  refuse: (context, { code, message }) => render(context, statuses[code], message),
  fail: (context) =>
    render(context, 500, `Internal server error (request ${String(context.get('requestId'))}).`),
};

function render(context: Context, status: ContentfulStatusCode, faultstring: string): Response {
  const route = `${context.req.method} ${context.req.path}`;
  if (bareRoutes.some((bare) => bare.test(route))) return context.json({ faultstring }, status);
  const faultcode = status < 500 ? 'Client' : 'Server';
  return context.json({ faultcode, faultstring, debuginfo: null }, status);
}
