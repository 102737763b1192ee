import { floatRepr, type Json, type Scalar, written } from './python-json.ts';
import { pythonNumber } from './python-number.ts';

/** Python's `str(value)` of a JSON value: `True`, `None`, `1.0`, and containers as Python prints them. */
export const pythonText = (value: Json): string =>
  typeof value === 'string' ? value : representation(value);

const representation = (value: Json): string =>
  written(value, { scalar: scalarRepresentation, key: textRepresentation, sortKeys: false });

function scalarRepresentation(value: Scalar): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return textRepresentation(value);
  const number = pythonNumber(value) ?? 0;
  return typeof number === 'bigint' ? String(number) : floatRepr(number);
}

/** Single quotes, unless the text contains single quotes and no double quotes. */
function textRepresentation(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(unprintable, (character) =>
    character === '"' || character === "'"
      ? character === quote
        ? `\\${quote}`
        : character
      : escape(character),
  );
  return `${quote}${escaped}${quote}`;
}

/** What `str.isprintable` rejects, plus quotes and the backslash. */
const unprintable = /["'\\]|(?! )[\p{C}\p{Z}]/gu;

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escape(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const hex = codePoint.toString(16);
  if (codePoint <= 0xff) return named[character] ?? `\\x${hex.padStart(2, '0')}`;
  return codePoint <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
