import type { Context } from 'hono';
import type * as z from 'zod';
import { check } from '../../identity/http/body.ts';
import { Fault } from '../../platform/core/fault.ts';
import { parametersOf } from '../../platform/http/json-answer.ts';

/** Reads a query by its schema. Whole numbers are read as such. */
export function readQuery<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): z.output<Schema> {
  const parameters = parametersOf(context);
  const names = [...parameters.keys()];
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined)
    throw new Fault('invalid', `The parameter ${repeated.slice(0, 64)} is given twice.`);
  const given = [...parameters].map(([name, value]) => [
    name,
    name === 'limit' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  ]);
  return check(schema, Object.fromEntries(given));
}
