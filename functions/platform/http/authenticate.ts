import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Caller } from '../core/caller.ts';
import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';

export type Authenticated = { Variables: { caller: Caller } };

/** The token a request carries; undefined for none, or an empty one. */
export const tokenOf = (context: Context): string | undefined =>
  context.req.header('x-auth-token') || undefined;

/** Who sends a request, by its token. Refused without one that is valid now. */
export async function callerOf<Who>(
  context: Context,
  byToken: (token: string) => Promise<Who | undefined>,
): Promise<Who> {
  const token = tokenOf(context);
  const caller = token === undefined ? undefined : await byToken(token);
  if (caller === undefined)
    throw new Fault('unauthenticated', 'The request you have made requires authentication.');
  return caller;
}

/** Lets through whoever holds a valid token for a project; the dialect prints the refusal. */
export const authenticate = ({ authenticator }: Pick<PlatformPorts, 'authenticator'>) =>
  createMiddleware<Authenticated>(async (context, next) => {
    context.set('caller', await callerOf(context, (token) => authenticator.byToken(token)));
    await next();
  });
