import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Fault } from '../../platform/core/fault.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { readJson } from './read-json.ts';

/** JSON as the real server writes it. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => context.body(dumps(json), status, { 'content-type': 'application/json' });

/** Larger alarms would not fit their row beside their history. */
const largestBodyBytes = 100_000;

/** The JSON of a request's body, which WSME knows by `argument`. */
export async function bodyOf(context: Context, argument: string): Promise<Json> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > largestBodyBytes)
    throw new Fault('too-large', `Request body is larger than ${largestBodyBytes} bytes`);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') throw new Fault('invalid', `Missing argument: "${argument}"`);
  return readJson(text);
}

/** The query parameters, repeated ones kept in order. */
export const parametersOf = (context: Context): URLSearchParams =>
  new URL(context.req.url).searchParams;

/** Whether a client that sends this `Accept` can read JSON. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.trim() === '' ||
  accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && ['application/json', 'application/*', '*/*'].includes(type);
  });
