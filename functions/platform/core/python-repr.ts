import { isLosslessNumber } from 'lossless-json';
import { dumps, isArray, isIntegerText, type Json } from './python-json.ts';
import { pythonText } from './python-text.ts';

/** Python's `repr` of a JSON value: like `str`, but with text in quotes. */
export const pythonRepr = (value: Json): string => pythonText([value]).slice(1, -1);

/** The name of the Python type a JSON value is read into. */
export function pythonType(value: Json): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'number' || isLosslessNumber(value))
    return isIntegerText(dumps(value)) ? 'int' : 'float';
  return isArray(value) ? 'list' : 'dict';
}
