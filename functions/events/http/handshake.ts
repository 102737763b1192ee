import type { Context } from 'hono';

/**
 * What a CloudEvents sender is told that asks for permission to deliver (HTTP 1.1 Web Hooks for Event
 * Delivery 1.0.2, abuse protection). Permission is always given, at any rate; each delivery must still be
 * authenticated.
 */
export const handshakeHeaders = (origin: string | undefined): Readonly<Record<string, string>> => ({
  Allow: 'OPTIONS, POST',
  ...(origin !== undefined && {
    'WebHook-Allowed-Origin': origin,
    'WebHook-Allowed-Rate': '*',
  }),
});

export const handshake = ({ req, body }: Context): Response =>
  body(null, 200, handshakeHeaders(req.header('webhook-request-origin')));
