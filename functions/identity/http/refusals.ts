import type { Context } from 'hono';
import type { Fault, FaultCode } from '../../platform/core/fault.ts';
import type { Refusals } from '../../platform/http/failure.ts';
import { statuses } from '../../platform/http/status.ts';

const titles: Readonly<Record<FaultCode, string>> = {
  invalid: 'Bad Request',
  unauthenticated: 'Unauthorized',
  unauthorized: 'Unauthorized',
  forbidden: 'Forbidden',
  'not-found': 'Not Found',
  'not-allowed': 'Method Not Allowed',
  'not-acceptable': 'Not Acceptable',
  conflict: 'Conflict',
  'precondition-failed': 'Precondition Failed',
  'too-large': 'Request Entity Too Large',
  'unsupported-media-type': 'Unsupported Media Type',
  'too-many': 'Too Many Requests',
  unavailable: 'Service Unavailable',
};

/** Errors as Keystone prints them; a 401 names the login URL (`keystone/server/flask/application.py`). */
export const keystoneRefusals = (identityUrl: string): Refusals => ({
  refuse(context: Context, fault: Fault) {
    const { code, message } = fault;
    const [status, title] = [statuses[code], titles[code]];
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
