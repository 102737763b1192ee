import { isLosslessNumber } from 'lossless-json';
import { Fault } from '../../../platform/core/fault.ts';
import { isShallow, maximumNesting } from '../../../platform/core/nesting.ts';
import {
  dumps,
  isArray,
  isObject,
  isReadableNumber,
  type Json,
  loadsAnyDigits,
  maximumIntegerDigits,
} from '../../../platform/core/python-json.ts';

/** An execution's input as it is stored; `text` is what the API shows. */
export interface ExecutionInput {
  readonly text: string | null;
  /** Whether the text is passed to the function as one positional argument. */
  readonly positional: boolean;
}

/**
 * Interprets the text given with an execution: a JSON object is keyword arguments (rewritten as Python
 * writes it), `null` is no input, and anything else is passed on as text (`qinling/utils/executions.py`;
 * the original fails on other JSON scalars and lists, Taibai does not).
 */
export function executionInput(text: string | null | undefined): ExecutionInput {
  if (text === null || text === undefined) return { text: null, positional: false };
  const json = lenientLoads(text);
  if (json === null) return { text: null, positional: false };
  if (json !== undefined && isObject(json) && isReadable(json))
    return { text: dumps(json), positional: false };
  return { text, positional: true };
}

/**
 * The keyword arguments that a webhook call passes to its function: query parameters, overridden by the
 * members of a JSON object body; any other body counts as `{}` (`qinling/api/controllers/v1/webhook.py`).
 * A repeated parameter becomes a list, as in pecan's `mixed()`.
 */
export function webhookInput(query: Iterable<readonly [string, string]>, body: Json): string {
  const named = new Map<string, string[]>();
  for (const [name, value] of query) {
    const values = named.get(name);
    if (values) values.push(value);
    else named.set(name, [value]);
  }
  const together = [...named].map(([name, values]): [string, Json] => [
    name,
    values.length === 1 ? (values[0] ?? '') : values,
  ]);
  return dumps({ ...Object.fromEntries(together), ...(isObject(body) ? body : {}) });
}

/** Parses JSON and keeps every number as written; undefined if the text is not JSON, or is nested too deeply. */
export function lenientLoads(text: string): Json | undefined {
  if (!isShallow(text)) return undefined;
  try {
    return loadsAnyDigits(text);
  } catch {
    return undefined;
  }
}

/** Whether Python can read every number of a JSON value. */
function isReadable(json: Json): boolean {
  if (isLosslessNumber(json)) return isReadableNumber(json.value);
  if (isArray(json)) return json.every(isReadable);
  return json === null || !isObject(json) || Object.values(json).every(isReadable);
}

/**
 * The JSON body of a webhook call; undefined if it is not JSON. Refuses what no function could be given:
 * JSON that is nested too deeply, or with an integer that Python cannot read.
 */
export function webhookBody(text: string): Json | undefined {
  if (!isShallow(text))
    throw new Fault('invalid', `The body is nested more than ${maximumNesting} levels deep.`);
  const json = lenientLoads(text);
  if (json !== undefined && !isReadable(json))
    throw new Fault(
      'invalid',
      `The body has an integer of more than ${maximumIntegerDigits} digits.`,
    );
  return json;
}
