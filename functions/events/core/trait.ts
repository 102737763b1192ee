import type { Condition } from './event-rule.ts';
import type { TraitValue } from './notification.ts';
import { isoMicroseconds } from '../../platform/core/python-datetime.ts';
import { byCodePoint, type Json } from '../../platform/core/python-json.ts';
import { pythonFloat, pythonInt, pythonNumber } from '../../platform/core/python-number.ts';
import { pythonText } from '../../platform/core/python-text.ts';

/**
 * A trait's value, converted to its type, which is a code or a name; undefined if Python cannot convert
 * it (`_sanitize_trait_value` of `aodh/evaluator/event.py`).
 */
export function traitValue(type: Json, value: Json): TraitValue | undefined {
  const number = pythonNumber(type);
  const code = number === undefined ? type : Number(number);
  if (code === 2 || code === 'integer') return integerValue(pythonInt(value));
  if (code === 3 || code === 'float') return floatValue(pythonFloat(value));
  if (code === 4 || code === 'datetime')
    return typeof value === 'string' ? datetimeValue(isoMicroseconds(value)) : undefined;
  return { kind: 'text', text: pythonText(value) };
}

/** A condition's value, converted to its type; undefined if the text is not of that type. */
export function expectedValue({ type, value }: Condition): TraitValue | undefined {
  if (type === 'boolean') return booleanValue(value.toLowerCase());
  return traitValue(type, value);
}

/** A value of the event's body for a condition of this type. JSON has no instants, so a text may be one. */
export function bodyValue(value: Json, type: Condition['type']): TraitValue | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string' && type === 'datetime')
    return datetimeValue(isoMicroseconds(value)) ?? { kind: 'text', text: value };
  const number = pythonNumber(value);
  if (number === undefined) return { kind: 'text', text: pythonText(value) };
  return typeof number === 'bigint' ? integerValue(number) : floatValue(number);
}

const accepted: Readonly<Record<Condition['op'], (order: number | undefined) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order !== undefined && order < 0,
  le: (order) => order !== undefined && order <= 0,
  gt: (order) => order !== undefined && order > 0,
  ge: (order) => order !== undefined && order >= 0,
};

/** Compares a trait with an expected value as Python does; `undefined` is a missing trait. */
export const compares = (
  found: TraitValue | undefined,
  op: Condition['op'],
  expected: TraitValue,
): boolean => accepted[op](found && ordering(found, expected));

/** Negative, zero or positive; undefined for different kinds and for NaN, which Python neither equates nor orders. */
function ordering(found: TraitValue, expected: TraitValue): number | undefined {
  if (found.kind === 'text')
    return expected.kind === 'text' ? byCodePoint(found.text, expected.text) : undefined;
  if (found.kind === 'datetime')
    return expected.kind === 'datetime'
      ? byMagnitude(found.microseconds, expected.microseconds)
      : undefined;
  const [left, right] = [numberOf(found), numberOf(expected)];
  return left === undefined || right === undefined ? undefined : byMagnitude(left, right);
}

/** The number of a numeric value. An int and a float of the same value are equal, whatever their size. */
export const numberOf = (value: TraitValue): bigint | number | undefined =>
  value.kind === 'integer' ? value.integer : value.kind === 'float' ? value.float : undefined;

function byMagnitude(left: bigint | number, right: bigint | number): number | undefined {
  if (left < right) return -1;
  if (left > right) return 1;
  // oxlint-disable-next-line eqeqeq -- an int and a float are equal when their values are
  return left == right ? 0 : undefined;
}

const booleanValue = (text: string): TraitValue | undefined =>
  text === 'true' || text === 'false'
    ? { kind: 'text', text: text === 'true' ? 'True' : 'False' }
    : undefined;

const integerValue = (integer: bigint | undefined): TraitValue | undefined =>
  integer === undefined ? undefined : { kind: 'integer', integer };

const floatValue = (float: number | undefined): TraitValue | undefined =>
  float === undefined ? undefined : { kind: 'float', float };

const datetimeValue = (microseconds: bigint | undefined): TraitValue | undefined =>
  microseconds === undefined ? undefined : { kind: 'datetime', microseconds };
