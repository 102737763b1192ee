import type { Context } from 'hono';
import { alarmLimits } from '../core/alarm-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { readJson } from './read-json.ts';

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

/** Whether an `Accept` header allows JSON. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined ||
  accept.trim() === '' ||
  accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && ['application/json', 'application/*', '*/*'].includes(type);
  });
