import { byCodePoint } from '../../../platform/core/python-json.ts';
import type { Attribute, Attributes } from './record-attribute.ts';

/** Sorting by one attribute. */
export interface Ordering {
  readonly name: string;
  readonly descending: boolean;
}

/** Aodh's default order. */
export const newestFirst: readonly Ordering[] = [{ name: 'timestamp', descending: true }];

/** Sorts severities by rank and everything else by value. The primary key breaks ties, so that pages never overlap. */
export function ordered<Entity>(
  entities: readonly Entity[],
  orderings: readonly Ordering[],
  attributes: Attributes<Entity>,
  primaryKey: string,
): readonly Entity[] {
  const all = [...orderings, { name: primaryKey, descending: false }];
  const keyed = entities.map((entity) => ({
    entity,
    keys: all.map(({ name }) => sortKey(name, attributes[name]?.(entity) ?? null)),
  }));
  return keyed
    .toSorted((left, right) => {
      for (const [index, { descending }] of all.entries()) {
        const order = byCodePoint(left.keys[index] ?? '', right.keys[index] ?? '');
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    })
    .map(({ entity }) => entity);
}

const severities = ['low', 'moderate', 'critical'];

function sortKey(name: string, attribute: Attribute): string {
  if (attribute === null) return '';
  if (attribute.kind === 'boolean') return attribute.boolean ? '1' : '0';
  if (attribute.kind === 'instant') return attribute.instant;
  return name === 'severity' ? String(severities.indexOf(attribute.text)) : attribute.text;
}
