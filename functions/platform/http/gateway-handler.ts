import type { Env, Hono, Schema } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { urlPath } from './gateway-path.ts';

/** Serves an app behind the HTTP API; segments of the path are decoded once. `tidied` mends a client's path before. */
export function gatewayHandler<E extends Env, S extends Schema, Path extends string>(
  app: Hono<E, S, Path>,
  tidied: (gatewayPath: string) => string = (path) => path,
) {
  const handler = handle(app);
  return (event: LambdaEvent, context?: LambdaContext) =>
    handler(
      'rawPath' in event ? { ...event, rawPath: urlPath(tidied(event.rawPath)) } : event,
      context,
    );
}
