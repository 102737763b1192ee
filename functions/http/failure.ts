import type { Context } from 'hono';
import { Fault } from '../core/fault.ts';
import type { Ports } from '../ports.ts';
import type { Traced } from './request-log.ts';

/** How a dialect prints what went wrong. */
export interface Refusals {
  readonly refuse: (context: Context, fault: Fault) => Response;
  /** A 500 that tells nothing; the request id leads to the log. */
  readonly fail: (context: Context) => Response;
}

/** For `app.onError`: a refusal is printed by the dialect; anything else is a bug or an outage, logged and kept from the client. */
export const answerFailure =
  ({ log }: Pick<Ports, 'log'>, { refuse, fail }: Refusals) =>
  (failure: Error, context: Context<{ Variables: Traced }>): Response => {
    if (failure instanceof Fault) return refuse(context, failure);
    log.error('request failed', { requestId: context.get('requestId'), error: failure });
    return fail(context);
  };
