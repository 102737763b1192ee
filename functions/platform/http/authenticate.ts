import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Caller } from '../core/caller.ts';
import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';
import { sessionCookie } from './session-cookie.ts';

export type Authenticated = { Variables: { caller: Caller } };

/** The token of a request, in its header or else in the console's cookie; undefined if it is missing or empty. */
export const tokenOf = (context: Context): string | undefined =>
  context.req.header('x-auth-token') || sessionCookie(context, 'taibai');

/** Who sent a request, by its token. Throws a fault if there is no valid token. */
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

/** Requires a valid token for a project and sets its caller. The dialect prints the refusal. */
export const authenticate = ({ authenticator }: Pick<PlatformPorts, 'authenticator'>) =>
  createMiddleware<Authenticated>(async (context, next) => {
    context.set('caller', await callerOf(context, (token) => authenticator.byToken(token)));
    await next();
  });
