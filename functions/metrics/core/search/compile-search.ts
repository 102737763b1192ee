import { matchesGlob } from '../../../events/core/glob.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { byCodePoint, type Scalar } from '../../../platform/core/python-json.ts';
import { pythonText } from '../../../platform/core/python-text.ts';
import { invalid } from '../refusal.ts';
import type { Revision } from '../resource.ts';
import type { Column } from './column.ts';
import { type Operand, operandOf } from './operand.ts';
import type { Comparison, Search } from './search.ts';

/** Whether a row is found; null where SQL does not know, because a value is null. */
type Test = (row: Revision) => boolean | null;

export interface SearchTarget {
  readonly typeName: string;
  readonly columns: ReadonlyMap<string, Column>;
  readonly now: Instant;
}

/** What finds the rows of a search; as Gnocchi's database, it knows true, false and null. */
export function compileSearch(search: Search, target: SearchTarget): (row: Revision) => boolean {
  const test = compiled(search, target);
  return (row) => test(row) === true;
}

function compiled(search: Search, target: SearchTarget): Test {
  switch (search.op) {
    case 'and':
    case 'or': {
      const tests = search.parts.map((part) => compiled(part, target));
      return combined(tests, search.op === 'or');
    }
    case 'not': {
      const test = compiled(search.part, target);
      return (row) => negated(test(row));
    }
    case 'in': {
      const column = columnOf(search.attribute, target);
      const operands = search.values.map((value) => operand(column, value, search, target));
      return combined(
        operands.map((each) => compared(column, 'eq', each)),
        true,
      );
    }
    default: {
      const column = columnOf(search.attribute, target);
      const value = operand(column, search.value, search, target);
      if (column.kind === 'part' && !['eq', 'ne', 'like'].includes(search.op))
        throw badValue(search.value, search.attribute);
      if (search.op === 'like' && column.kind !== 'text' && column.kind !== 'part')
        throw badValue(search.value, search.attribute);
      return ofNull(column, search.op, value) ?? compared(column, search.op, value);
    }
  }
}

/** With null as value, equal means that there is none, and unequal that there is one; unequal to another value is also no value. */
function ofNull(column: Column, op: Comparison, value: Operand): Test | undefined {
  if (value === null && op === 'eq') return (row) => column.valueOf(row) === null;
  if (value === null && op === 'ne') return (row) => column.valueOf(row) !== null;
  if (op !== 'ne') return undefined;
  const test = compared(column, op, value);
  return (row) => column.valueOf(row) === null || test(row);
}

const negated = (found: boolean | null): boolean | null => (found === null ? null : !found);

/** `or` if `decisive` is true, `and` if it is false. */
const combined =
  (tests: readonly Test[], decisive: boolean): Test =>
  (row) => {
    let unknown = false;
    for (const test of tests) {
      const found = test(row);
      if (found === decisive) return decisive;
      unknown ||= found === null;
    }
    return unknown ? null : !decisive;
  };

function compared(column: Column, op: Comparison, operandValue: Operand): Test {
  if (operandValue === null) return () => null;
  if (op === 'like') {
    const glob = globOf(String(operandValue));
    return (row) => {
      const value = column.valueOf(row);
      return value === null ? null : matchesGlob(glob, String(value));
    };
  }
  return (row) => {
    const value = column.valueOf(row);
    return value === null ? null : holds[op](orderOf(value, operandValue));
  };
}

const holds = {
  eq: (order: number) => order === 0,
  ne: (order: number) => order !== 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
} as const;

/** The order of two values of a column, neither of which is null. */
export function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === 'string' && typeof right === 'string') return byCodePoint(left, right);
  return Number(left) - Number(right);
}

/** SQL's pattern as a glob: `%` is any run, `_` any character, and a backslash takes its meaning from what follows. */
function globOf(pattern: string): string {
  return pattern.replace(/\\(.)|[%_*?[]/gsu, (found, escaped: string | undefined) => {
    if (found === '%') return '*';
    if (found === '_') return '?';
    const literal = escaped ?? found;
    return ['*', '?', '['].includes(literal) ? `[${literal}]` : literal;
  });
}

function columnOf(attribute: string, { typeName, columns }: SearchTarget): Column {
  const column = columns.get(attribute);
  if (!column) throw invalid(`Resource type ${typeName} has no ${attribute} attribute`);
  return column;
}

function operand(
  { kind }: Column,
  value: Scalar,
  { attribute }: { readonly attribute: string },
  { now }: SearchTarget,
): Operand {
  const found = operandOf(kind, value, now);
  if (found === undefined) throw badValue(value, attribute);
  return found;
}

const badValue = (value: Scalar, attribute: string) =>
  invalid(`Invalid value: \`${pythonText(value)}' for field \`${attribute}'`);
