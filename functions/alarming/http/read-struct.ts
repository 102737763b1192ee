import { isLosslessNumber, LosslessNumber } from 'lossless-json';
import { Fault } from '../../platform/core/fault.ts';
import { booleanOf } from '../core/query/boolean-text.ts';
import { dumps, isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonFloat } from '../../platform/core/python-number.ts';
import { pythonType } from '../../platform/core/python-repr.ts';
import { pythonText } from '../../platform/core/python-text.ts';

/**
 * A request body. Bodies are read as WSME reads them, because clients show its messages: unknown attributes
 * are refused first, then each attribute is read in turn. A value of the wrong type is reported with its
 * field, one that cannot be converted with the whole body (`wsme/rest/json.py`).
 */
export interface Body {
  /** WSME's name for the body: `data` or `body`. */
  readonly argument: string;
  readonly json: Json;
}

export type Read<Value> = (value: Json, field: string, body: Body, path: string) => Value;

export const wrongInput = (field: string, value: Json, why: string): Fault =>
  new Fault(
    'invalid',
    `Invalid input for field/attribute ${field}. Value: '${pythonText(value)}'. ${why}`,
  );

export const missing = (field: string): Fault =>
  wrongInput(field, null, 'Mandatory field missing.');

/** The attributes of an object; refuses unknown ones. */
export function attributesOf(
  value: Json,
  known: readonly string[],
  path: string,
): { readonly [name: string]: Json } {
  if (!isObject(value)) throw wrongInput(path, value, 'Value not a valid object');
  const unknown = Object.keys(value)
    .filter((name) => !known.includes(name))
    .toSorted();
  if (unknown.length > 0)
    throw new Fault(
      'invalid',
      `Unknown attribute${unknown.length > 1 ? 's' : ''} for argument ${path}: ${unknown.join(', ')}`,
    );
  return value;
}

const wrongType = (field: string, shown: Json, value = shown): Fault =>
  wrongInput(
    field,
    shown,
    `Wrong type. Expected '<class 'str'>', got '<class '${pythonType(value)}'>'`,
  );

const unconvertible = (body: Body, why: string): Fault => wrongInput(body.argument, body.json, why);

export const readText: Read<string> = (value, field) => {
  if (typeof value !== 'string') throw wrongType(field, value);
  return value;
};

/** The beginning of a text that is too long to be shown, not cut within a character. */
const beginning = (text: string): string =>
  `${text.slice(0, 100).replace(/[\ud800-\udbff]$/, '')}…`;

export const tooLong = (field: string, text: string, most: number): Fault =>
  wrongInput(field, beginning(text), `It is longer than ${most} characters.`);

/** A text of at most so many characters. */
export const readTextUpTo =
  (most: number): Read<string> =>
  (value, field, body, path) => {
    const text = readText(value, field, body, path);
    if (text.length > most) throw tooLong(field, text, most);
    return text;
  };

export const readBoolean: Read<boolean> = (value, _field, body) => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || isLosslessNumber(value)) return Number(dumps(value)) !== 0;
  const boolean = typeof value === 'string' ? booleanOf(value) : undefined;
  if (boolean !== undefined) return boolean;
  throw unconvertible(body, `Value not an unambiguous boolean: ${pythonText(value)}`);
};

export const readInteger =
  (least: number, most = Number.MAX_SAFE_INTEGER): Read<number> =>
  (value, field, body) => {
    const number = Math.trunc(numberOf(value));
    if (Number.isNaN(number) || (typeof value === 'string' && !/^\s*[+-]?\d+\s*$/.test(value)))
      throw unconvertible(body, `invalid literal for int() with base 10: '${pythonText(value)}'`);
    if (number < least)
      throw wrongInput(field, value, `Value should be greater or equal to ${least}`);
    if (number > most) throw wrongInput(field, value, `Value should be lower or equal to ${most}`);
    return number;
  };

/** A float that prints as in Python: `80.0`. */
export const readFloat: Read<LosslessNumber> = (value, _field, body) => {
  const number = numberOf(value);
  if (!Number.isFinite(number))
    throw unconvertible(body, `could not convert string to float: '${pythonText(value)}'`);
  return new LosslessNumber(Number.isInteger(number) ? `${BigInt(number)}.0` : String(number));
};

/** The number as Python's `float` reads it. */
const numberOf = (value: Json): number => pythonFloat(value) ?? Number.NaN;

export const readOneOf =
  <const Choice extends string>(choices: readonly Choice[]): Read<Choice> =>
  (value, field) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined)
      throw wrongInput(field, value, `Value should be one of: ${choices.join(', ')}`);
    return choice;
  };

export const readList =
  <Item>(read: Read<Item>, most: number): Read<readonly Item[]> =>
  (value, field, body, path) => {
    if (!isArray(value)) throw unconvertible(body, `Value not a valid list: ${pythonText(value)}`);
    if (value.length > most)
      throw wrongInput(field, `${value.length} items`, `More than ${most} are not allowed.`);
    return value.map((item) => read(item, field, body, path));
  };

/** A list of texts, with its bounds; the error for another item shows the whole list. */
export const readTexts =
  (most: number, mostCharacters: number): Read<readonly string[]> =>
  (value, field, body, path) =>
    readList((item) => {
      if (typeof item !== 'string') throw wrongType(field, value, item);
      if (item.length > mostCharacters) throw tooLong(field, item, mostCharacters);
      return item;
    }, most)(value, field, body, path);

export const nullable =
  <Value>(read: Read<Value>): Read<Value | null> =>
  (value, field, body, path) =>
    value === null ? null : read(value, field, body, path);
