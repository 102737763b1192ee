import type { Fault, FaultCode } from '../../core/fault.ts';
import { TooManyFailures } from '../../core/identity/refusal.ts';
import type { Refusals } from '../failure.ts';

const statuses = {
  invalid: [400, 'Bad Request'],
  unauthenticated: [401, 'Unauthorized'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  'not-found': [404, 'Not Found'],
  'not-allowed': [405, 'Method Not Allowed'],
  'not-acceptable': [406, 'Not Acceptable'],
  conflict: [409, 'Conflict'],
  'too-large': [413, 'Payload Too Large'],
  unavailable: [503, 'Service Unavailable'],
} as const satisfies Readonly<Record<FaultCode, readonly [number, string]>>;

const errorBody = (code: number, title: string, message: string) => ({
  error: { code, title, message },
});

/** How `/events` prints what went wrong: as Keystone does. */
export const refusals: Refusals = {
  refuse(context, fault: Fault) {
    const { code, message } = fault;
    if (fault instanceof TooManyFailures)
      context.header('Retry-After', String(fault.retryAfterSeconds));
    const [status, title] = statuses[code];
    if (status === 401) context.header('WWW-Authenticate', 'Basic realm="events", charset="UTF-8"');
    return context.json(errorBody(status, title, message), status);
  },
  fail: (context) =>
    context.json(
      errorBody(500, 'Internal Server Error', 'The server could not handle the request.'),
      500,
    ),
};
