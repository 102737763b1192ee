import type { Context } from 'hono';
import { Fault } from '../../platform/core/fault.ts';
import { isShallow } from '../../platform/core/nesting.ts';
import { type Json, loads } from '../../platform/core/python-json.ts';
import { metricLimits } from '../core/limits.ts';
import { invalid, Refusal } from '../core/refusal.ts';

export interface BodyForm {
  readonly contentType?: string;
  readonly maximumBytes?: number;
}

/** The JSON of a request's body; refused like Gnocchi refuses it if it is none, or not sent as such. */
export async function bodyOf(
  context: Context,
  { contentType = 'application/json', maximumBytes = metricLimits.bodyBytes }: BodyForm = {},
): Promise<Json> {
  const [sent = ''] = (context.req.header('content-type') ?? '').split(';');
  if (sent.trim().toLowerCase() !== contentType) throw new Refusal('unsupported-media-type', '');
  return readJson(await textOf(context, maximumBytes));
}

/** The text of a request's body. */
export async function textOf(
  context: Context,
  maximumBytes: number = metricLimits.bodyBytes,
): Promise<string> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > maximumBytes)
    throw new Fault('too-large', `The body is larger than ${maximumBytes} bytes`);
  return new TextDecoder().decode(bytes);
}

export function readJson(text: string): Json {
  if (text.trim() === '') throw undecodable('Expected object or value');
  if (!isShallow(text)) throw undecodable('The body nests too deeply');
  try {
    return loads(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw undecodable(error.message);
  }
}

const undecodable = (reason: string): Refusal =>
  invalid({ cause: 'Unable to decode body', reason, detail: [] });
