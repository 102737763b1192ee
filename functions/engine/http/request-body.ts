import type { Context } from 'hono';
import * as z from 'zod';
import { Fault } from '../../platform/core/fault.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import { invalidField } from './request-arguments.ts';

/** The types of attributes in Qinling, each of which may be absent or null. */
export const text = z.string().nullish();
export const boolean = z.boolean().nullish();
export const uuid = z
  .string()
  .refine(isUuidLike, { error: ({ input }) => `Expected a uuid but received ${String(input)}.` })
  .nullish();
/** Clients send versions as numbers or as text. */
export const integer = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\s*[+-]?\d+\s*$/)
      .transform(Number),
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
  const fixed = readOnly.find((name) => name in body);
  if (fixed !== undefined) throw invalidField(fixed, body[fixed], 'Cannot set read only field.');
  const read = z.strictObject(attributes).safeParse(body);
  if (read.success) return read.data;
  throw refusal(read.error, argument, body);
}

function parse(bodyText: string, argument: string): Readonly<Record<string, unknown>> {
  if (bodyText.trim() === '') throw new Fault('invalid', `Missing argument: "${argument}"`);
  const body = z.record(z.string(), z.unknown()).safeParse(jsonOf(bodyText));
  if (!body.success) throw new Fault('invalid', 'Request is not in valid JSON format');
  return body.data;
}

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
    return new Fault('invalid', `Unknown attribute for argument ${argument}: ${issue.keys[0]}`);
  if (issue?.code === 'custom') return new Fault('invalid', issue.message);
  const field = String(issue?.path[0]);
  const value = body[field];
  const shown = typeof value === 'object' ? JSON.stringify(value) : value;
  return invalidField(field, shown, 'Wrong type.');
}
