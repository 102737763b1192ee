import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { alarmLimits } from '../core/alarm-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import { dumps, type Json } from '../../platform/core/python-json.ts';
import { readJson } from './read-json.ts';

/** An answer in JSON, formatted as Aodh formats it. */
export const answer = (
  context: Context,
  json: Json,
  status: ContentfulStatusCode = 200,
): Response => answerText(context, dumps(json), status);

/** An answer whose JSON is written already. */
export const answerText = (
  context: Context,
  text: string,
  status: ContentfulStatusCode = 200,
): Response => context.body(text, status, { 'content-type': 'application/json' });

/** The JSON of a request's body; `argument` is WSME's name for it in error messages. */
export async function bodyOf(
  context: Context,
  argument: string,
  mostBytes: number = alarmLimits.bodyBytes,
): Promise<Json> {
  const text = await textOf(context, mostBytes);
  if (text.trim() === '') throw new Fault('invalid', `Missing argument: "${argument}"`);
  return readJson(text);
}

/** The text of a request's body. */
export async function textOf(
  context: Context,
  mostBytes: number = alarmLimits.bodyBytes,
): Promise<string> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > mostBytes)
    throw new Fault('too-large', `Request body is larger than ${mostBytes} bytes`);
  return new TextDecoder().decode(bytes);
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
