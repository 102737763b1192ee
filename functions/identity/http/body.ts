import type { HonoRequest } from 'hono';
import * as z from 'zod';
import { Fault } from '../../platform/core/fault.ts';
import { isShallow, maximumNesting } from '../../platform/core/nesting.ts';
import { expecting } from '../core/refusal.ts';

/** Keystone's limit on a request's body, in bytes (`oslo_middleware/sizelimit.py`). */
const maximumBytes = 114_688;

/** A name: 1 to 255 characters, not only white space. */
export const name = z
  .string()
  .min(1)
  .max(255)
  .regex(/\S/, 'must not be blank')
  .refine((text) => !/\p{Surrogate}/u.test(text), 'must be Unicode text');

/** Text of limited length without lone surrogates, which could not be stored. */
export const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !/\p{Surrogate}/u.test(value), 'must be Unicode text');

/** Reads a JSON object from the body; an empty body counts as an empty object. */
export async function readObject(request: HonoRequest): Promise<Readonly<Record<string, unknown>>> {
  if (Number(request.header('content-length') ?? 0) > maximumBytes) throw tooLarge();
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maximumBytes) throw tooLarge();
  if (bytes.byteLength === 0) return {};
  const type = request.header('content-type');
  if (type && !/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    throw expecting('application/json', 'Content-Type header');
  const { data } = z.record(z.string(), z.unknown()).safeParse(parse(bytes));
  if (!data) throw expecting('valid JSON', 'request body');
  return data;
}

/** Validates input; the refusal names the field and never repeats its value. */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(input);
  if (!error) return data;
  const [issue] = error.issues;
  const [field = '', problem = ''] = [issue?.path.map(String).join('/'), issue?.message];
  throw new Fault('invalid', `Invalid input for field '${clip(field)}': ${clip(problem)}`);
}

/** The names of unknown fields may be as long as the body. */
const clip = (words: string): string => (words.length > 200 ? `${words.slice(0, 200)}…` : words);

function parse(bytes: ArrayBuffer): unknown {
  const json = textIn(bytes);
  if (json === undefined) return undefined;
  if (!isShallow(json)) throw expecting(`JSON of at most ${maximumNesting} levels`, 'request body');
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function textIn(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const tooLarge = () => new Fault('too-large', 'Request is too large.');
