import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Fault } from '../../platform/core/fault.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { readJson } from './read-json.ts';

/** An answer in JSON, formatted as Aodh formats it. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => context.body(dumps(json), status, { 'content-type': 'application/json' });

/** A larger alarm might not fit into a row. */
const maximumBodyBytes = 100_000;

/** The JSON of a request's body; `argument` is WSME's name for it in error messages. */
export async function bodyOf(context: Context, argument: string): Promise<Json> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > maximumBodyBytes)
    throw new Fault('too-large', `Request body is larger than ${maximumBodyBytes} bytes`);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') throw new Fault('invalid', `Missing argument: "${argument}"`);
  return readJson(text);
}

/** The query parameters, with repeated ones in order. */
export const parametersOf = (context: Context): URLSearchParams =>
  new URL(context.req.url).searchParams;

/** Whether an `Accept` header allows JSON. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.trim() === '' ||
  accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && ['application/json', 'application/*', '*/*'].includes(type);
  });
