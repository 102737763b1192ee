import { Fault } from '../../../platform/core/fault.ts';
import { ordered, type Ordering } from './record-order.ts';
import type { Attributes } from './record-attribute.ts';

/** A page of a list: its order, at most `limit` entries, starting after the one whose primary key is `marker`. */
export interface Page {
  readonly orderings: readonly Ordering[];
  readonly limit?: number;
  readonly marker?: string;
}

/** The page of what was found. */
export function pageOf<Entity>(
  entities: readonly Entity[],
  page: Page,
  attributes: Attributes<Entity>,
  primaryKey: string,
): readonly Entity[] {
  const all = ordered(entities, page.orderings, attributes, primaryKey);
  const begin =
    page.marker === undefined ? 0 : indexAfter(all, page.marker, attributes, primaryKey);
  return all.slice(begin, page.limit === undefined ? undefined : begin + page.limit);
}

function indexAfter<Entity>(
  entities: readonly Entity[],
  marker: string,
  attributes: Attributes<Entity>,
  primaryKey: string,
): number {
  const at = entities.findIndex((entity) => {
    const key = attributes[primaryKey]?.(entity);
    return key?.kind === 'text' && key.text === marker;
  });
  if (at < 0) throw new Fault('invalid', `Marker ${marker} not found.`);
  return at + 1;
}
