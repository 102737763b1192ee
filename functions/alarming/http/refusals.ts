import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusals } from '../../platform/http/failure.ts';
import { statuses } from '../../platform/http/status.ts';
import { answer } from './answer.ts';

/** How Aodh prints what went wrong. A 401 says where to log in. */
export const aodhRefusals = (publicUrl: string): Refusals => ({
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
