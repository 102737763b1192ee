import { isLosslessNumber } from 'lossless-json';
import { Fault } from '../../platform/core/fault.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { parseIsoTime } from '../core/time/naive-time.ts';
import { dumps, isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonRepr } from '../../platform/core/python-repr.ts';
import { pythonText } from '../../platform/core/python-text.ts';
import type { Attributes } from '../core/query/record-attribute.ts';
import { type Comparison, leavesOf, type Operand, type Query } from '../core/query/record-query.ts';
import { regularExpression } from '../core/query/regular-expression.ts';

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['=<', '<='],
  ['>=', '>='],
  ['=>', '>='],
]);

const aliases: ReadonlyMap<string, string> = new Map([
  ['user', 'user_id'],
  ['project', 'project_id'],
]);

/** The attribute that a field of a query names; undefined if there is none. */
export function fieldIn<Entity>(field: string, attributes: Attributes<Entity>): string | undefined {
  const name = aliases.get(field) ?? field;
  return Object.hasOwn(attributes, name) ? name : undefined;
}

/**
 * Reads a filter expression: an object with one operator; `and` and `or` take two or more operands. The
 * messages are those of `jsonschema` 4.26 for Aodh's schema, up to their first line.
 */
export function readFilterExpression<Entity>(json: Json, attributes: Attributes<Entity>): Query {
  const query = readExpression(json, attributes);
  requireModest(query);
  return query;
}

function readExpression<Entity>(json: Json, attributes: Attributes<Entity>): Query {
  if (!isObject(json)) throw matchesNoSchema(json);
  const [operator, operand] = onlyEntry(json);
  const op = operator.toLowerCase();
  const read = (part: Json) => readExpression(part, attributes);
  if (op === 'not') return { kind: 'not', query: read(operand) };
  if (op === 'and' || op === 'or') {
    if (!isArray(operand)) throw refused(`${pythonRepr(operand)} is not of type 'array'`);
    if (operand.length < 2) throw refused(`${pythonRepr(operand)} is too short`);
    return { kind: op, queries: operand.map(read) };
  }
  const comparison = comparisons.get(op);
  if (!comparison && op !== 'in' && op !== '=~') throw matchesNoSchema(json);
  const [field, value] = onlyEntry(operand);
  const name = fieldIn(field, attributes);
  if (!name) throw refused(unknownField(field, operand, attributes));
  if (op === 'in') return { kind: 'in', name, values: operandsOf(name, value) };
  if (comparison) return { kind: 'compare', op: comparison, name, value: operandOf(name, value) };
  const source = operandOf(name, value);
  if (typeof source === 'string' && source.length > alarmLimits.patternCharacters)
    throw refused(
      `a regular expression is longer than ${alarmLimits.patternCharacters} characters`,
    );
  const pattern = typeof source === 'string' ? regularExpression(source) : undefined;
  if (!pattern || typeof source !== 'string')
    throw refused(`${pythonRepr(value)} is not a regular expression that is supported here`);
  return { kind: 'match', name, source, pattern };
}

function operandsOf(name: string, value: Json): readonly Operand[] {
  if (!isArray(value)) throw refused(`${pythonRepr(value)} is not of type 'array'`);
  if (value.length === 0) throw refused('[] should be non-empty');
  if (value.length > alarmLimits.values)
    throw refused(`'in' has ${value.length} values, ${alarmLimits.values} are allowed`);
  return value.map((item) => {
    if (typeof item === 'boolean') throw matchesNoSchema(item);
    return operandOf(name, item);
  });
}

/** Why a field is refused, with the part of the query that names it. */
export function unknownField<Entity>(
  field: string,
  query: Json,
  attributes: Attributes<Entity>,
): string {
  const known = [...Object.keys(attributes), ...aliases.keys()].map((name) => `^${name}$`);
  return `${pythonRepr(field)} does not match any of the regexes: '${known.join('|')}'\n\nOn instance:\n    ${pythonRepr(query)}`;
}

/** Refuses a query that would keep a Lambda busy. */
function requireModest(query: Query): void {
  const leaves = leavesOf(query);
  const { comparisons: most, patterns } = alarmLimits;
  if (leaves.length > most)
    throw refused(`it has ${leaves.length} comparisons, ${most} are allowed`);
  const found = leaves.filter(({ kind }) => kind === 'match').length;
  if (found > patterns)
    throw refused(`it has ${found} regular expressions, ${patterns} are allowed`);
}

function onlyEntry(json: Json): readonly [string, Json] {
  if (!isObject(json)) throw refused(`${pythonRepr(json)} is not of type 'object'`);
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
