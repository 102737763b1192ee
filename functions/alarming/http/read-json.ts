import { Fault } from '../../platform/core/fault.ts';
import { isShallow } from '../../platform/core/nesting.ts';
import { type Json, loads } from '../../platform/core/python-json.ts';

/** Parses JSON and keeps numbers as they are written. */
export function readJson(text: string): Json {
  if (!isShallow(text)) throw new Fault('invalid', 'Request is nested too deeply');
  try {
    return loads(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('invalid', 'Request is not in valid JSON format');
  }
}
