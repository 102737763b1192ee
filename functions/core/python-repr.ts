import { isLosslessNumber } from 'lossless-json';
import { dumps, isArray, type Json } from './python-json.ts';

/** What Python's `str` makes of a JSON value: Aodh's messages quote their input so. */
export const pythonStr = (value: Json): string =>
  typeof value === 'string' ? value : pythonRepr(value);

/** What Python's `repr` makes of a JSON value. */
export function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || isLosslessNumber(value)) return dumps(value);
  if (isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
    .join(', ')}}`;
}

/** The name of the Python type a JSON value is read into. */
export function pythonType(value: Json): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'number' || isLosslessNumber(value))
    return /^-?\d+$/.test(dumps(value)) ? 'int' : 'float';
  return isArray(value) ? 'list' : 'dict';
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    // oxlint-disable-next-line no-control-regex -- Python escapes what cannot be printed
    /[\\'\x00-\x1f\x7f]/g,
    (character) => {
      if (character === "'") return quote === "'" ? "\\'" : "'";
      if (character === '\\') return '\\\\';
      return named[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    },
  );
  return `${quote}${escaped}${quote}`;
}
