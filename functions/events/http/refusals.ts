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
  'too-large': 'Payload Too Large',
  unavailable: 'Service Unavailable',
};

const errorBody = (code: number, title: string, message: string) => ({
  error: { code, title, message },
});

/** Prints refusals as Keystone does. */
export const refusals: Refusals = {
  refuse(context, fault: Fault) {
    const { code, message } = fault;
    const [status, title] = [statuses[code], titles[code]];
    if (status === 401) context.header('WWW-Authenticate', 'Basic realm="events", charset="UTF-8"');
    return context.json(errorBody(status, title, message), status);
  },
  fail: (context) =>
    context.json(
      errorBody(500, 'Internal Server Error', 'The server could not handle the request.'),
      500,
    ),
};
