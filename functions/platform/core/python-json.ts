import { isLosslessNumber, LosslessNumber, parse } from 'lossless-json';
import { isShallow, maximumJsonNesting } from './nesting.ts';

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

/** Python neither reads nor prints integers with more digits (`sys.get_int_max_str_digits`). */
export const maximumIntegerDigits = 4300;

/**
 * Parses JSON text and keeps every number as it was written. The last value of a repeated key wins.
 * Throws `SyntaxError` like `JSON.parse`, and for what Python does not read either: integers with too many
 * digits, and values that nest too deeply.
 */
export const loads = (text: string): Json => parsed(text, readableNumber);

/** The same, but leaves integers with too many digits to the caller, who must refuse them. */
export const loadsAnyDigits = (text: string): Json => parsed(text, losslessNumber);

const onDuplicateKey = ({ newValue }: { readonly newValue: unknown }) => newValue;

function parsed(text: string, parseNumber: (text: string) => LosslessNumber): Json {
  if (!isShallow(text, maximumJsonNesting))
    throw new SyntaxError(`The JSON nests deeper than ${maximumJsonNesting} levels.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser returns nothing else
  return parse(text, undefined, { onDuplicateKey, parseNumber }) as Json;
}

const losslessNumber = (text: string): LosslessNumber => new LosslessNumber(text);

function readableNumber(text: string): LosslessNumber {
  if (!isReadableNumber(text))
    throw new SyntaxError(`The JSON has an integer with more than ${maximumIntegerDigits} digits.`);
  return losslessNumber(text);
}

/** Whether Python's `json` module can read this JSON number at all. */
export const isReadableNumber = (text: string): boolean =>
  text.length <= maximumIntegerDigits ||
  !isIntegerText(text) ||
  text.replace('-', '').length <= maximumIntegerDigits;

/** Python's `json.dumps` with its default separators and `ensure_ascii`. */
export const dumps = (value: Json, { sortKeys = false }: { readonly sortKeys?: boolean } = {}) =>
  written(value, { scalar: scalarText, key: asciiString, sortKeys });

/** A JSON value without parts. */
export type Scalar = null | boolean | string | number | LosslessNumber;

/** How Python writes the parts of a JSON value: as JSON, or as `repr` prints them. */
export interface Notation {
  readonly scalar: (value: Scalar) => string;
  readonly key: (key: string) => string;
  readonly sortKeys: boolean;
}

/** A JSON value in a notation. One text grows, so that a part is not copied once for each list around it. */
export function written(value: Json, { scalar, key, sortKeys }: Notation): string {
  let text = '';
  const write = (item: Json): void => {
    if (isScalar(item)) text += scalar(item);
    else if (isArray(item)) writeList(item);
    else writeObject(item);
  };
  const writeList = (items: readonly Json[]): void => {
    text += '[';
    items.forEach((item, i) => {
      if (i > 0) text += ', ';
      write(item);
    });
    text += ']';
  };
  const writeObject = (object: { readonly [key: string]: Json }): void => {
    const keys = Object.keys(object);
    if (sortKeys) keys.sort(byCodePoint);
    text += '{';
    keys.forEach((name, i) => {
      text += `${i > 0 ? ', ' : ''}${key(name)}: `;
      write(object[name] ?? null);
    });
    text += '}';
  };
  write(value);
  return text;
}

function scalarText(value: Scalar): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return asciiString(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatRepr(value);
  return numberText(value.value);
}

export const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isArray(value) && !isLosslessNumber(value);

const isScalar = (value: Json): value is Scalar =>
  typeof value !== 'object' || value === null || isLosslessNumber(value);

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
  // JSON has no leading zeros, so the digits are those that Python prints.
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

/** Python's order of texts, by code point (JavaScript's is by UTF-16 unit). Reads texts only up to where they differ. */
export function byCodePoint(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  const from = isHighSurrogate(left.charCodeAt(at - 1)) ? at - 1 : at;
  return pointOrder(left, right, from) || pointOrder(left, right, at);
}

/** A text that ends here comes before one that goes on. */
const pointOrder = (left: string, right: string, at: number): number =>
  (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1);

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
