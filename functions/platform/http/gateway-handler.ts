import type { Env, Hono, Schema } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { urlPath } from './gateway-path.ts';

export interface GatewayOptions {
  /** Mends a client's path before it is read. */
  readonly tidied?: (gatewayPath: string) => string;
  /** Whether the app sees cookies: in a deployment with a console, whose session they are. */
  readonly cookies?: boolean;
}

/** Serves an app behind the HTTP API; segments of the path are decoded once. */
export function gatewayHandler<E extends Env, S extends Schema, Path extends string>(
  app: Hono<E, S, Path>,
  { tidied = (path) => path, cookies = false }: GatewayOptions = {},
) {
  const handler = handle(app);
  return (given: LambdaEvent, context?: LambdaContext) => {
    const event = cookies ? given : withoutCookies(given);
    return handler(
      'rawPath' in event ? { ...event, rawPath: urlPath(tidied(event.rawPath)) } : event,
      context,
    );
  };
}

/** API Gateway hands cookies on apart from the headers; the emulator leaves them there. */
function withoutCookies(event: LambdaEvent): LambdaEvent {
  if (!('rawPath' in event)) return event;
  const { cookies: _cookies, headers, ...rest } = event;
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'cookie');
  return { ...rest, headers: Object.fromEntries(others) };
}
