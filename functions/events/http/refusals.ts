import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusals } from '../../platform/http/failure.ts';
import { statuses } from '../../platform/http/status.ts';

/** Prints refusals as Keystone does. */
export const refusals: Refusals = {
  refuse(context, { code, message }) {
    const status = statuses[code];
    if (status === 401) context.header('WWW-Authenticate', 'Basic realm="events", charset="UTF-8"');
    return render(context, status, message);
  },
  fail: (context) => render(context, 500, 'The server could not handle the request.'),
};

const render = (context: Context, status: ContentfulStatusCode, message: string): Response =>
  context.json({ error: { code: status, title: STATUS_CODES[status] ?? '', message } }, status);
