import { byCodePoint } from '../../../platform/core/python-json.ts';
import { booleanOf } from './boolean-text.ts';
import type { Attribute, Attributes } from './record-attribute.ts';
import { parseIsoTime } from '../time/naive-time.ts';
import type { Pattern } from './regular-expression.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Operand = string | number | boolean;

/** A condition on alarms or history entries (`aodh/api/controllers/v2/query.py`). */
export type Query =
  | {
      readonly kind: 'compare';
      readonly op: Comparison;
      readonly name: string;
      readonly value: Operand;
    }
  | {
      readonly kind: 'match';
      readonly name: string;
      readonly source: string;
      readonly pattern: Pattern;
    }
  | { readonly kind: 'in'; readonly name: string; readonly values: readonly Operand[] }
  | { readonly kind: 'and'; readonly queries: readonly Query[] }
  | { readonly kind: 'or'; readonly queries: readonly Query[] }
  | { readonly kind: 'not'; readonly query: Query };

/** The comparisons of a query. */
export function leavesOf(
  query: Query,
): readonly Extract<Query, { readonly kind: 'compare' | 'match' | 'in' }>[] {
  if (query.kind === 'and' || query.kind === 'or') return query.queries.flatMap(leavesOf);
  return query.kind === 'not' ? leavesOf(query.query) : [query];
}

/** Whether the query holds for the entity. */
export function holdsFor<Entity>(
  query: Query,
  attributes: Attributes<Entity>,
  entity: Entity,
): boolean {
  if (query.kind === 'and' || query.kind === 'or') {
    const parts = query.queries.map((part) => holdsFor(part, attributes, entity));
    return query.kind === 'and' ? !parts.includes(false) : parts.includes(true);
  }
  if (query.kind === 'not') return !holdsFor(query.query, attributes, entity);
  const attribute = attributes[query.name]?.(entity) ?? null;
  if (query.kind === 'in') return query.values.some((value) => compares(attribute, '=', value));
  if (query.kind === 'match') return query.pattern(textOf(attribute));
  return compares(attribute, query.op, query.value);
}

/** Compares values of the same kind; for values of different kinds, no comparison but `!=` holds. */
export function compares(attribute: Attribute, op: Comparison, value: Operand): boolean {
  return holdsInOrder[op](orderOf(attribute, value));
}

const holdsInOrder: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Negative, zero or positive as the attribute is less than, equal to or greater than the value; NaN if they do not compare. */
function orderOf(attribute: Attribute, value: Operand): number {
  if (attribute === null) return Number.NaN;
  if (attribute.kind === 'boolean') return Number(attribute.boolean) - booleanNumber(value);
  if (attribute.kind === 'instant') {
    const instant = typeof value === 'string' ? parseIsoTime(value) : undefined;
    return instant ? byCodePoint(attribute.instant, instant) : Number.NaN;
  }
  if (typeof value === 'string') return byCodePoint(attribute.text, value);
  if (typeof value === 'boolean' || !/^-?\d+(\.\d+)?$/.test(attribute.text)) return Number.NaN;
  return Number(attribute.text) - value;
}

/** A boolean, or the text of one, as 1 or 0; NaN for other texts. */
const booleanNumber = (value: Operand): number =>
  typeof value === 'string' ? Number(booleanOf(value.trim()) ?? Number.NaN) : Number(value);

const textOf = (attribute: Attribute): string => {
  if (attribute === null) return '';
  if (attribute.kind === 'text') return attribute.text;
  return attribute.kind === 'instant' ? attribute.instant.slice(0, -1) : String(attribute.boolean);
};
