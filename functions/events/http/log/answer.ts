import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusals } from '../../../platform/http/failure.ts';
import { statuses } from '../../../platform/http/status.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { dumps, type Json } from '../../../platform/core/python-json.ts';

/** An answer in JSON, formatted as Panko formats it. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => context.body(dumps(json), status, { 'content-type': 'application/json' });

/** How Panko prints what went wrong; a 401 says where to log in. */
export const pankoRefusals = (publicUrl: string): Refusals => ({
  refuse(context, { code, message }) {
    if (code === 'unauthenticated')
      context.header('www-authenticate', `Keystone uri="${publicUrl}/identity"`);
    return render(context, statuses[code], message);
  },
  fail: (context) => render(context, 500, 'Internal Server Error'),
});

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

/** What WSME says of a parameter or field that it cannot read. */
export const wrongInput = (field: string, value: string, why: string): Fault =>
  new Fault('invalid', `Invalid input for field/attribute ${field}. Value: '${value}'. ${why}`);

/** The query parameters, with repeated ones in order. */
export const parametersOf = (context: Context): URLSearchParams =>
  new URL(context.req.url).searchParams;

/** Refuses unknown parameters, as WSME does. */
export function requireArguments(parameters: URLSearchParams, known: readonly string[]): void {
  const unknown = [...new Set(parameters.keys())].filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Fault('invalid', `Unknown argument: "${unknown.toSorted().join(', ')}"`);
}
