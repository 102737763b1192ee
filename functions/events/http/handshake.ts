import type { Context } from 'hono';

/**
 * The answer to a sender of CloudEvents who asks whether he may deliver here (Web Hooks for event
 * delivery 1.0.2, abuse protection). He may, as often as he likes; each delivery must still say who
 * he is.
 */
export function handshake({ req, body }: Context): Response {
  const origin = req.header('webhook-request-origin');
  return body(null, 200, {
    Allow: 'OPTIONS, POST',
    ...(origin !== undefined && {
      'WebHook-Allowed-Origin': origin,
      'WebHook-Allowed-Rate': '*',
    }),
  });
}
