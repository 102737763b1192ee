import { createMiddleware } from 'hono/factory';
import type { VerifyToken } from '../app/verify-token.ts';
import type { TokenClaims } from '../core/identity.ts';
import { callerOf } from '../../platform/http/authenticate.ts';
import type { Traced } from '../../platform/http/request-log.ts';

export interface Asked extends Traced {
  /** The token of who asks; unlike a caller of the other services it may be without a project. */
  readonly asker: TokenClaims;
}

/** Lets through who holds a valid token. */
export const requireToken = (verifyToken: VerifyToken) =>
  createMiddleware<{ Variables: Asked }>(async (context, next) => {
    context.set('asker', await callerOf(context, verifyToken));
    await next();
  });
