import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Fault } from '../core/fault.ts';
import type { Refusals } from './failure.ts';
import { answer } from './json-answer.ts';
import { statuses } from './status.ts';

/** How Aodh and Panko print what went wrong, by WSME. A 401 says where to log in. */
export const wsmeRefusals = (publicUrl: string): Refusals => ({
  refuse(context, { code, message }) {
    if (code === 'unauthenticated')
      context.header('www-authenticate', `Keystone uri="${publicUrl}/identity"`);
    return render(context, statuses[code], message);
  },
  fail: (context) => render(context, 500, 'Internal Server Error'),
});

/** The one shape of error that the clients can print. */
const render = (context: Context, status: ContentfulStatusCode, faultstring: string): Response =>
  answer(
    context,
    {
      error_message: {
        faultcode: status < 500 ? 'Client' : 'Server',
        faultstring,
        debuginfo: null,
      },
    },
    status,
  );

/** Refuses unknown parameters. */
export function requireArguments(parameters: URLSearchParams, known: readonly string[]): void {
  const unknown = [...new Set(parameters.keys())].filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Fault('invalid', `Unknown argument: "${unknown.toSorted().join(', ')}"`);
}
