import { isLosslessNumber } from 'lossless-json';
import { Fault } from '../../platform/core/fault.ts';
import { parseIsoTime } from '../core/time/naive-time.ts';
import { dumps, isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonRepr } from '../../platform/core/python-repr.ts';
import { pythonText } from '../../platform/core/python-text.ts';
import type { Attributes } from '../core/query/record-attribute.ts';
import type { Comparison, Operand, Query } from '../core/query/record-query.ts';
import { regularExpression } from '../core/query/regular-expression.ts';

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '=<': '<=',
  '>=': '>=',
  '=>': '>=',
};

const aliases: Readonly<Record<string, string>> = { user: 'user_id', project: 'project_id' };

/** The attribute that a field of a query names; undefined if there is none. */
export function fieldIn<Entity>(field: string, attributes: Attributes<Entity>): string | undefined {
  const name = aliases[field] ?? field;
  return Object.hasOwn(attributes, name) ? name : undefined;
}

/** Reads a filter expression: an object with one operator; `and` and `or` take two or more operands. */
export function readFilterExpression<Entity>(json: Json, attributes: Attributes<Entity>): Query {
  const [operator, operand] = onlyEntry(json);
  const op = operator.toLowerCase();
  const read = (part: Json) => readFilterExpression(part, attributes);
  if (op === 'not') return { kind: 'not', query: read(operand) };
  if (op === 'and' || op === 'or') {
    if (!isArray(operand)) throw refused(`${pythonRepr(operand)} is not of type 'array'`);
    if (operand.length < 2) throw refused(`${pythonRepr(operand)} is too short`);
    return { kind: op, queries: operand.map(read) };
  }
  const comparison = comparisons[op];
  if (!comparison && op !== 'in' && op !== '=~') throw matchesNoSchema(json);
  const [field, value] = onlyEntry(operand);
  const name = fieldIn(field, attributes);
  if (!name) throw refused(`'${field}' is not a field`);
  if (op === 'in') {
    if (!isArray(value)) throw matchesNoSchema(value);
    if (value.length === 0) throw refused('[] should be non-empty');
    const values = value.map((item) => operandOf(name, item));
    if (values.some((item) => typeof item === 'boolean')) throw matchesNoSchema(value);
    return { kind: 'in', name, values };
  }
  if (comparison) return { kind: 'compare', op: comparison, name, value: operandOf(name, value) };
  const source = operandOf(name, value);
  const pattern = typeof source === 'string' ? regularExpression(source) : undefined;
  if (!pattern || typeof source !== 'string')
    throw refused(`${pythonRepr(value)} is not a regular expression that is supported here`);
  return { kind: 'match', name, source, pattern };
}

function onlyEntry(json: Json): readonly [string, Json] {
  if (!isObject(json)) throw matchesNoSchema(json);
  const [entry, ...others] = Object.entries(json);
  if (!entry) throw refused('{} should be non-empty');
  if (others.length > 0) throw refused(`${pythonRepr(json)} has too many properties`);
  return entry;
}

function operandOf(name: string, value: Json): Operand {
  if ((name === 'timestamp' || name === 'state_timestamp') && !isTime(value))
    throw new Fault('invalid', `Failed to parse the timestamp value ${pythonText(value)}`);
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (isLosslessNumber(value)) return Number(dumps(value));
  throw matchesNoSchema(value);
}

const isTime = (value: Json): boolean =>
  typeof value === 'string' && parseIsoTime(value) !== undefined;

const refused = (why: string): Fault => new Fault('invalid', `Filter expression not valid: ${why}`);

const matchesNoSchema = (json: Json): Fault =>
  refused(`${pythonRepr(json)} is not valid under any of the given schemas`);
