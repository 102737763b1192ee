import { Fault } from '../../platform/core/fault.ts';
import { isShallow, maximumNesting } from '../../platform/core/nesting.ts';
import { isArray, isObject, type Json, loads } from '../../platform/core/python-json.ts';

/** The events of a request: a list of them, or a single one. */
export function eventsOf(text: string): readonly Json[] {
  const body = jsonOf(text);
  if (isArray(body)) return body;
  if (!isObject(body)) throw new Fault('invalid', 'The body must be an event or a list of events.');
  return [body];
}

export function arrayOf(body: Json): readonly Json[] {
  if (isArray(body)) return body;
  throw new Fault('invalid', 'The body must be a list of events.');
}

export function jsonOf(text: string): Json {
  if (!isShallow(text))
    throw new Fault('invalid', `The body nests deeper than ${maximumNesting} levels.`);
  try {
    return loads(text);
  } catch (cause) {
    throw new Fault('invalid', 'The body is not valid JSON.', { cause });
  }
}
