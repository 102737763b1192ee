import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Fault, FaultCode } from '../../core/fault.ts';
import { TooManyFailures } from '../../core/identity/refusal.ts';
import type { Refusals } from '../failure.ts';

const statuses: Readonly<Record<FaultCode, readonly [ContentfulStatusCode, string]>> = {
  invalid: [400, 'Bad Request'],
  unauthenticated: [401, 'Unauthorized'],
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  'not-found': [404, 'Not Found'],
  'not-allowed': [405, 'Method Not Allowed'],
  'not-acceptable': [406, 'Not Acceptable'],
  conflict: [409, 'Conflict'],
  'too-large': [413, 'Request Entity Too Large'],
  unavailable: [503, 'Service Unavailable'],
};

/** Keystone's errors; a 401 says where to log in (`keystone/server/flask/application.py`). */
export const keystoneRefusals = (identityUrl: string): Refusals => ({
  refuse(context: Context, fault: Fault) {
    const { code, message } = fault;
    if (fault instanceof TooManyFailures)
      context.header('Retry-After', String(fault.retryAfterSeconds));
    const [status, title] = statuses[code];
    if (status === 401) context.header('WWW-Authenticate', `Keystone uri="${identityUrl}"`);
    return context.json({ error: { code: status, message, title } }, status);
  },
  fail: (context) =>
    context.json(
      {
        error: {
          code: 500,
          message: 'An unexpected error prevented the server from fulfilling your request.',
          title: 'Internal Server Error',
        },
      },
      500,
    ),
});
