import type { Context } from 'hono';
import { Fault } from '../core/fault.ts';
import type { PlatformPorts } from '../ports.ts';
import type { Traced } from './request-log.ts';

/** How a dialect prints what went wrong. */
export interface Refusals {
  readonly refuse: (context: Context, fault: Fault) => Response;
  /** A 500 that tells nothing; the request id leads to the log. */
  readonly fail: (context: Context) => Response;
}

/** For `app.onError`: a refusal is printed by the dialect; anything else is a bug or an outage, logged and kept from the client, as is what made something unavailable. */
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
