import { isLosslessNumber } from 'lossless-json';
import { isIntegerText, type Json } from './python-json.ts';

/** Python neither reads nor prints integers with more digits (`sys.get_int_max_str_digits`). */
export const maximumIntegerDigits = 4300;

/** Python's `int(value)` of a JSON value; undefined where Python raises. */
export function pythonInt(value: Json): bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') return intOfText(value);
  const number = pythonNumber(value);
  if (typeof number !== 'number') return number;
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}

/** Python's `float(value)` of a JSON value; undefined where Python raises. */
export function pythonFloat(value: Json): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return floatOfText(value);
  const number = pythonNumber(value);
  if (typeof number !== 'bigint') return number;
  const float = Number(number);
  return Number.isFinite(float) ? float : undefined;
}

/** The Python number that a JSON number is read as, an int of any size or a float; undefined for other JSON. */
export function pythonNumber(value: Json): bigint | number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (!isLosslessNumber(value)) return undefined;
  return isIntegerText(value.value) ? BigInt(value.value) : Number(value.value);
}

/** Whether Python's `json` module can read this JSON number at all. */
export const isReadableNumber = (text: string): boolean =>
  !isIntegerText(text) || text.replace('-', '').length <= maximumIntegerDigits;

const blanks = '[\\t-\\r ]*';
const digits = '\\d(?:_?\\d)*';
const integerText = new RegExp(`^${blanks}([+-]?)(${digits})${blanks}$`);
const floatText = new RegExp(
  `^${blanks}([+-]?(?:(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?|inf(?:inity)?|nan))${blanks}$`,
  'i',
);

function intOfText(text: string): bigint | undefined {
  const [, sign, grouped = ''] = integerText.exec(withAsciiDigits(text)) ?? [];
  if (sign === undefined) return undefined;
  const plain = grouped.replaceAll('_', '');
  if (plain.length > maximumIntegerDigits) return undefined;
  return sign === '-' ? -BigInt(plain) : BigInt(plain);
}

function floatOfText(text: string): number | undefined {
  const number = floatText.exec(withAsciiDigits(text))?.[1]?.toLowerCase();
  if (number === undefined) return undefined;
  if (number.endsWith('nan')) return Number.NaN;
  if (number.includes('inf')) return number.startsWith('-') ? -Infinity : Infinity;
  return Number(number.replaceAll('_', ''));
}

const beyondAsciiBlank = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** `int` and `float` accept the digits and blanks of every script (`_PyUnicode_TransformDecimalAndSpaceToASCII`). */
function withAsciiDigits(text: string): string {
  return text.replace(/[^\0-\x7e]/gu, (character) => {
    if (beyondAsciiBlank.test(character)) return ' ';
    const digit = decimalDigit(character.codePointAt(0) ?? 0);
    return digit === undefined ? '?' : String(digit);
  });
}

const isDecimal = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** The value of a digit. Unicode lists each script's ten digits in a row; some scripts are adjacent. */
function decimalDigit(codePoint: number): number | undefined {
  if (!isDecimal(codePoint)) return undefined;
  let first = codePoint;
  while (isDecimal(first - 1)) first -= 1;
  return (codePoint - first) % 10;
}
