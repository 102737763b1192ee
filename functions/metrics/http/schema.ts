import {
  isArray,
  isObject,
  type Json,
  maximumIntegerDigits,
} from '../../platform/core/python-json.ts';
import { pythonInt } from '../../platform/core/python-number.ts';
import { invalidInput, type Refusal } from '../core/refusal.ts';

/*
 * Input as the library voluptuous reads it, which Gnocchi uses: what is wrong is named with its path, in its
 * words. If several things are wrong, one of them is named.
 */

export type Path = readonly (string | number)[];
export type Reader<Value> = (json: Json, path: Path) => Value;

/** What is wrong, and where. */
class Mismatch extends Error {
  readonly path: Path;

  constructor(reason: string, path: Path) {
    super(reason);
    this.path = path;
  }
}

export function mismatch(reason: string, path: Path): never {
  throw new Mismatch(reason, path);
}

/** Reads a whole body. */
export function read<Value>(
  json: Json,
  reader: Reader<Value>,
  refusal: (reason: string, path: Path) => Refusal = invalidInput,
): Value {
  try {
    return reader(json, []);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw refusal(error.message, error.path);
  }
}

/** The keys of a dictionary. */
export interface Fields {
  required<Value>(key: string, reader: Reader<Value>): Value;
  optional<Value>(key: string, reader: Reader<Value>): Value | undefined;
}

/** Reads a value, and says otherwise what is wrong with it. */
export function orElse<Value>(value: () => Value, refusal: (reason: string) => Error): Value {
  try {
    return value();
  } catch (error) {
    throw error instanceof Mismatch ? refusal(error.message) : error;
  }
}

/** The value of a key. What is wrong with the value itself, not with a part of it, is said of a dictionary value. */
export function inValue<Value>(path: Path, value: () => Value): Value {
  try {
    return value();
  } catch (error) {
    if (!(error instanceof Mismatch) || error.path.length > path.length) throw error;
    throw new Mismatch(`${error.message} for dictionary value`, path);
  }
}

const entry = <Value>(json: Json, path: Path, reader: Reader<Value>): Value =>
  inValue(path, () => reader(json, path));

export function dictionary(json: Json, path: Path): { readonly [key: string]: Json } {
  return isObject(json) ? json : mismatch('expected a dictionary', path);
}

/** A dictionary of these keys and no others. */
export function fieldsOf(json: Json, path: Path, keys: readonly string[]): Fields {
  const object = dictionary(json, path);
  const extra = Object.keys(object).find((key) => !keys.includes(key));
  if (extra !== undefined) mismatch('extra keys not allowed', [...path, extra]);
  const optional = <Value>(key: string, reader: Reader<Value>): Value | undefined => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    return value === undefined ? undefined : entry(value, [...path, key], reader);
  };
  return {
    optional,
    required: (key, reader) =>
      optional(key, reader) ?? mismatch('required key not provided', [...path, key]),
  };
}

/** A dictionary of any keys. */
export const mapOf =
  <Value>(
    reader: Reader<Value>,
    { most }: { readonly most: number },
  ): Reader<ReadonlyMap<string, Value>> =>
  (json, path) => {
    const entries = Object.entries(dictionary(json, path));
    if (entries.length > most) mismatch(`length of value must be at most ${most}`, path);
    return new Map(entries.map(([key, value]) => [key, entry(value, [...path, key], reader)]));
  };

export const listOf =
  <Value>(
    reader: Reader<Value>,
    { least = 0, most }: { readonly least?: number; readonly most: number },
  ): Reader<readonly Value[]> =>
  (json, path) => {
    if (!isArray(json)) return mismatch('expected a list', path);
    const { length } = json;
    if (length > most) return mismatch(`length of value must be at most ${most}`, path);
    const values = json.map((item, i) => reader(item, [...path, i]));
    return length < least ? mismatch(`length of value must be at least ${least}`, path) : values;
  };

/** A text of at most this many characters, as Python counts them. */
export const text =
  ({ most, least = 0 }: { readonly most: number; readonly least?: number }): Reader<string> =>
  (json, path) => {
    if (typeof json !== 'string') return mismatch('expected str', path);
    if (/\p{Cs}/u.test(json)) return mismatch('half of a surrogate pair is no character', path);
    const length = json.length <= most && least === 0 ? json.length : [...json].length;
    if (length > most) return mismatch(`length of value must be at most ${most}`, path);
    return length < least ? mismatch(`length of value must be at least ${least}`, path) : json;
  };

/** An integer of this range, also as a text. */
export const integer =
  ({ least, most }: { readonly least: number; readonly most: number }): Reader<number> =>
  (json, path) => {
    const value =
      typeof json === 'string' && json.length > maximumIntegerDigits ? undefined : pythonInt(json);
    if (value === undefined) return mismatch('expected int', path);
    if (value < BigInt(least)) return mismatch(`value must be at least ${least}`, path);
    if (value > BigInt(most)) return mismatch(`value must be at most ${most}`, path);
    return Number(value);
  };

/** A value or null, wrapped, so that null is not mistaken for no value. */
export const nullable =
  <Value>(reader: Reader<Value>): Reader<{ readonly value: Value | null }> =>
  (json, path) => ({ value: json === null ? null : reader(json, path) });

export const boolean: Reader<boolean> = (json, path) =>
  typeof json === 'boolean' ? json : mismatch('expected bool', path);
