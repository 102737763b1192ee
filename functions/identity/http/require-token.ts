import { createMiddleware } from 'hono/factory';
import type { TokenClaims } from '../core/identity.ts';
import type { VerifyToken } from '../ports.ts';
import { callerOf } from '../../platform/http/authenticate.ts';
import type { Traced } from '../../platform/http/request-log.ts';

export interface TokenHolder extends Traced {
  /** The claims of the request's token. Unlike the callers of other services it may have no project. */
  readonly requester: TokenClaims;
}

/** Refuses requests without a valid token. */
export const requireToken = (verifyToken: VerifyToken) =>
  createMiddleware<{ Variables: TokenHolder }>(async (context, next) => {
    context.set('requester', await callerOf(context, verifyToken));
    await next();
  });
