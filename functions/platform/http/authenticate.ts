import { createMiddleware } from 'hono/factory';
import type { Caller } from '../core/caller.ts';
import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';

export type Authenticated = { Variables: { caller: Caller } };

/** Lets through who holds a valid token; the dialect prints the refusal. */
export const authenticate = ({ authenticator }: Pick<PlatformPorts, 'authenticator'>) =>
  createMiddleware<Authenticated>(async (context, next) => {
    const token = context.req.header('x-auth-token');
    const caller = token ? await authenticator.byToken(token) : undefined;
    if (!caller)
      throw new Fault('unauthenticated', 'The request you have made requires authentication.');
    context.set('caller', caller);
    await next();
  });
