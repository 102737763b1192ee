import { isLosslessNumber } from 'lossless-json';
import { alarmLimits } from '../core/alarm-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isShallow } from '../../platform/core/nesting.ts';
import {
  isArray,
  isObject,
  isReadableNumber,
  type Json,
  loadsAnyDigits,
} from '../../platform/core/python-json.ts';

/** Parses JSON and keeps numbers as they are written. Refuses what Python could not read or no store could keep. */
export function readJson(text: string): Json {
  if (!isShallow(text)) throw new Fault('invalid', 'Request is nested too deeply');
  const json = parsed(text);
  requireReadable(json);
  return json;
}

function parsed(text: string): Json {
  try {
    return loadsAnyDigits(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('invalid', 'Request is not in valid JSON format');
  }
}

function requireReadable(json: Json): void {
  if (typeof json === 'string') requireText(json);
  else if (isLosslessNumber(json)) requireNumber(json.value);
  else if (isArray(json)) for (const item of json) requireReadable(item);
  else if (json !== null && isObject(json))
    for (const [key, value] of Object.entries(json)) {
      requireText(key);
      requireReadable(value);
    }
}

/** Half of a surrogate pair has no UTF-8. */
function requireText(text: string): void {
  if (/\p{Cs}/u.test(text))
    throw new Fault('invalid', 'Request holds half of a surrogate pair, which is no character');
}

function requireNumber(text: string): void {
  if (!isReadableNumber(text))
    throw new Fault(
      'invalid',
      `Request holds an integer of more than ${alarmLimits.digits} digits`,
    );
}
