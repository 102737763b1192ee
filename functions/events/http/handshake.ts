import type { Context } from 'hono';

/**
 * Answers a CloudEvents sender that asks for permission to deliver (HTTP 1.1 Web Hooks for Event
 * Delivery 1.0.2, abuse protection). Permission is always given, at any rate; each delivery must
 * still be authenticated.
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
