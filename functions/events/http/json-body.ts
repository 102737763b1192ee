import { Fault } from '../../platform/core/fault.ts';
import { isShallow, maximumJsonNesting } from '../../platform/core/nesting.ts';
import { isArray, isObject, type Json, loadsAnyDigits } from '../../platform/core/python-json.ts';

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

/** Integers may have any number of digits here, so that one event that has too many does not refuse the others. */
export function jsonOf(text: string): Json {
  if (!isShallow(text, maximumJsonNesting))
    throw new Fault('invalid', `The body nests deeper than ${maximumJsonNesting} levels.`);
  try {
    return loadsAnyDigits(text);
  } catch (cause) {
    throw new Fault('invalid', 'The body is not valid JSON.', { cause });
  }
}

/** The text of a body. */
export function utf8Text(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new Fault('invalid', 'The body is not valid UTF-8.', { cause });
  }
}
