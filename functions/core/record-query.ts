import { byCodePoint } from './python-json.ts';
import type { Attribute, Attributes } from './record-attribute.ts';
import { parseIsoTime } from './naive-time.ts';
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
  | { readonly kind: 'match'; readonly name: string; readonly pattern: Pattern }
  | { readonly kind: 'in'; readonly name: string; readonly values: readonly Operand[] }
  | { readonly kind: 'and' | 'or'; readonly queries: readonly Query[] }
  | { readonly kind: 'not'; readonly query: Query };

/** Whether the query holds for the entity. */
export function holdsFor<Entity>(
  query: Query,
  attributes: Attributes<Entity>,
  entity: Entity,
): boolean {
  switch (query.kind) {
    case 'and':
      return query.queries.every((part) => holdsFor(part, attributes, entity));
    case 'or':
      return query.queries.some((part) => holdsFor(part, attributes, entity));
    case 'not':
      return !holdsFor(query.query, attributes, entity);
    case 'in':
      return query.values.some((value) =>
        compares(attributes[query.name]?.(entity) ?? null, '=', value),
      );
    case 'match':
      return query.pattern(textOf(attributes[query.name]?.(entity) ?? null));
    case 'compare':
      return compares(attributes[query.name]?.(entity) ?? null, query.op, query.value);
  }
}

/** Compares like with like; what cannot be compared is unequal and in no order. */
export function compares(attribute: Attribute, op: Comparison, value: Operand): boolean {
  const order = orderOf(attribute, value);
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Below, at or above zero as the attribute is less than, equal to or greater than the value; NaN for neither. */
function orderOf(attribute: Attribute, value: Operand): number {
  if (attribute === null) return Number.NaN;
  if (attribute.kind === 'boolean') return Number(attribute.boolean) - truth(value);
  if (attribute.kind === 'instant') {
    const instant = typeof value === 'string' ? parseIsoTime(value) : undefined;
    return instant ? byCodePoint(attribute.instant, instant) : Number.NaN;
  }
  if (typeof value === 'string') return byCodePoint(attribute.text, value);
  if (typeof value === 'boolean' || !/^-?\d+(\.\d+)?$/.test(attribute.text)) return Number.NaN;
  return Number(attribute.text) - value;
}

/** 1 or 0 for what Aodh's clients write for a truth value, else NaN. */
function truth(value: Operand): number {
  if (typeof value !== 'string') return Number(value);
  if (/^(1|t|true|on|y|yes)$/i.test(value.trim())) return 1;
  if (/^(0|f|false|off|n|no)$/i.test(value.trim())) return 0;
  return Number.NaN;
}

const textOf = (attribute: Attribute): string => {
  if (attribute === null) return '';
  if (attribute.kind === 'text') return attribute.text;
  return attribute.kind === 'instant' ? attribute.instant.slice(0, -1) : String(attribute.boolean);
};
