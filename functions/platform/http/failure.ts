import type { Context } from 'hono';
import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';
import type { Traced } from './request-log.ts';

/** How a dialect prints what went wrong. */
export interface Refusals {
  readonly refuse: (context: Context, fault: Fault) => Response;
  /** A 500 without details: the request id leads to the log. */
  readonly fail: (context: Context) => Response;
}

/**
 * The handler for `app.onError`. A fault is printed by the dialect. Anything else is a bug or an outage:
 * it is logged, and the client gets no details. The cause of an `unavailable` is logged, too.
 */
export const answerFailure =
  ({ log }: Pick<PlatformPorts, 'log'>, { refuse, fail }: Refusals) =>
  (failure: Error, context: Context<{ Variables: Traced }>): Response => {
    const requestId = context.get('requestId');
    if (failure instanceof Fault) {
      const { code, cause } = failure;
      if (code === 'unavailable' && cause !== undefined)
        log.warn('request not served', { requestId, error: cause });
      if (failure.retryAfterSeconds !== undefined)
        context.header('Retry-After', String(failure.retryAfterSeconds));
      return refuse(context, failure);
    }
    log.error('request failed', { requestId, error: failure });
    return fail(context);
  };
