import type { Context } from 'hono';
import * as z from 'zod';
import { Fault } from '../../platform/core/fault.ts';
import { isShallow, maximumNesting } from '../../platform/core/nesting.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import { shownValue } from '../core/shown-value.ts';
import { invalidField } from './request-arguments.ts';

/** The types of attributes in Qinling, each of which may be absent or null. */
export const text = z.string().nullish();
export const boolean = z.boolean().nullish();
export const uuid = z
  .string()
  .refine(isUuidLike, {
    error: ({ input }) => `Expected a uuid but received ${shownValue(input)}.`,
  })
  .nullish();
/** Clients send versions as numbers or as text. Qinling's columns hold 32 bits. */
export const integer = z
  .union([
    z.int32(),
    z
      .string()
      .max(64)
      .regex(/^\s*[+-]?\d+\s*$/)
      .transform(Number)
      .pipe(z.int32()),
  ])
  .nullish();

/**
 * Reads a JSON body of known attributes. Read-only and unknown attributes are refused by name; `argument`
 * is Qinling's name for the body in the refusal.
 */
export async function readBody<Shape extends z.ZodRawShape>(
  context: Context,
  argument: string,
  attributes: Shape,
  readOnly: readonly string[],
): Promise<z.infer<z.ZodObject<Shape>>> {
  const body = parse(await context.req.text(), argument);
  const fixed = readOnly.find((name) => Object.hasOwn(body, name));
  if (fixed !== undefined) throw invalidField(fixed, body[fixed], 'Cannot set read only field.');
  const read = z.strictObject(attributes).safeParse(body);
  if (read.success) return read.data;
  throw refusal(read.error, argument, body);
}

function parse(bodyText: string, argument: string): Readonly<Record<string, unknown>> {
  if (bodyText.trim() === '') throw new Fault('invalid', `Missing argument: "${argument}"`);
  const body = jsonObject(bodyText);
  for (const [name, value] of Object.entries(body)) requireCharacters(name, value);
  return body;
}

/** Refuses half of a surrogate pair: it has no UTF-8, so it could not be stored. */
function requireCharacters(name: string, value: unknown): void {
  if (/\p{Cs}/u.test(name) || (typeof value === 'string' && /\p{Cs}/u.test(value)))
    throw new Fault('invalid', `Request holds half of a surrogate pair, which is no character.`);
}

/** Reads a request's body, which must be a JSON object. */
export function jsonObject(bodyText: string): Readonly<Record<string, unknown>> {
  if (!isShallow(bodyText))
    throw new Fault('invalid', `Request is nested more than ${maximumNesting} levels deep.`);
  const body = jsonOf(bodyText);
  if (!isRecord(body)) throw new Fault('invalid', 'Request is not in valid JSON format');
  return body;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOf(bodyText: string): unknown {
  try {
    return JSON.parse(bodyText);
  } catch (cause) {
    throw new Fault('invalid', 'Request is not in valid JSON format', { cause });
  }
}

function refusal(
  { issues: [issue] }: z.ZodError,
  argument: string,
  body: Readonly<Record<string, unknown>>,
): Fault {
  if (issue?.code === 'unrecognized_keys')
    return new Fault(
      'invalid',
      `Unknown attribute for argument ${argument}: ${shownValue(issue.keys[0])}`,
    );
  if (issue?.code === 'custom') return new Fault('invalid', issue.message);
  const field = String(issue?.path[0]);
  return invalidField(field, body[field], 'Wrong type.');
}
