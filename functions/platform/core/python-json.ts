import { isLosslessNumber, LosslessNumber, parse } from 'lossless-json';

/**
 * JSON as Python's `json` module reads and writes it. The original APIs print JSON inside JSON (an
 * execution's input, a history entry's detail, an alarm's reason), so the text itself is part of the
 * contract: `", "` and `": "` between tokens, `1.0` distinct from `1`, integers of any size.
 */
export type Json =
  | null
  | boolean
  | string
  | number
  | LosslessNumber
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Parses JSON text and keeps every number as it was written. The last value of a repeated key wins.
 * Throws `SyntaxError` like `JSON.parse`.
 */
export const loads = (text: string): Json =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser returns nothing else
  parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue }) as Json;

/** Python's `json.dumps` with its default separators and `ensure_ascii`. */
export function dumps(value: Json, options: { readonly sortKeys?: boolean } = {}): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return asciiString(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatRepr(value);
  if (isLosslessNumber(value)) return numberText(value.value);
  if (isArray(value)) return `[${value.map((item) => dumps(item, options)).join(', ')}]`;
  const keys = Object.keys(value);
  if (options.sortKeys) keys.sort(byCodePoint);
  return `{${keys.map((key) => `${asciiString(key)}: ${dumps(value[key] ?? null, options)}`).join(', ')}}`;
}

export const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isArray(value) && !isLosslessNumber(value);

export const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Whether Python reads this JSON number as an int. */
export const isIntegerText = (text: string): boolean => /^-?\d+$/.test(text);

/** Python's `repr` of a float: the shortest digits; an exponent below 1e-4 and from 1e16. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  const plain = plainDigits(digits, exponent);
  return plain.includes('.') ? plain : `${plain}.0`;
}

function plainDigits(digits: string, exponent: number): string {
  const negative = digits.startsWith('-');
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const all = whole + fraction;
  const point = exponent + 1;
  const text =
    point <= 0
      ? `0.${'0'.repeat(-point)}${all}`
      : all.length <= point
        ? all.padEnd(point, '0')
        : `${all.slice(0, point)}.${all.slice(point)}`;
  return negative ? `-${text}` : text;
}

/** How Python's `json` module prints the number that it reads from this JSON text. */
function numberText(text: string): string {
  // JSON has no leading zeros, so an integer is printed as it is written: converting it is quadratic.
  if (isIntegerText(text)) return text === '-0' ? '0' : text;
  const value = Number(text);
  if (Number.isFinite(value)) return floatRepr(value);
  return value > 0 ? 'Infinity' : '-Infinity';
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const asciiString = (text: string): string =>
  `"${text.replace(
    // oxlint-disable-next-line no-control-regex -- everything outside printable ASCII is escaped
    /["\\]|[^\x20-\x7e]/g,
    (character) =>
      escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

/** Python's order of texts, by code point. JavaScript compares UTF-16 units. */
export function byCodePoint(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
