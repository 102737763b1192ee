import { metricLimits } from './limits.ts';
import { invalid } from './refusal.ts';

export interface SortKey {
  readonly key: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** Which part of a list is asked for, and in what order. */
export interface Page {
  readonly limit: number;
  readonly marker: string | undefined;
  readonly sorts: readonly SortKey[];
}

const directions: ReadonlyMap<string, Omit<SortKey, 'key'>> = new Map([
  ['asc', { descending: false, nullsFirst: false }],
  ['asc-nullsfirst', { descending: false, nullsFirst: true }],
  ['asc-nullslast', { descending: false, nullsFirst: false }],
  ['desc', { descending: true, nullsFirst: true }],
  ['desc-nullsfirst', { descending: true, nullsFirst: true }],
  ['desc-nullslast', { descending: true, nullsFirst: false }],
]);

export const badPage = (reason: string) => invalid(`Invalid pagination: \`${reason}'`);
export const badMarker = (marker: string) => badPage(`Invalid marker: \`${marker}'`);

/** A sort key as `KEY`, `KEY:desc` or `KEY:asc-nullsfirst`. */
export function readSortKey(text: string): SortKey {
  const [key = '', direction = ''] = text.split(':', 2);
  const found = directions.get(direction || 'asc');
  if (!found)
    throw badPage(`Unknown sort direction, must be one of: ${[...directions.keys()].join(', ')}`);
  return { key: key.trim(), ...found };
}

type Value = string | number | boolean | null;

/** A list is sorted by these; the last one tells all items apart. */
export interface Ordering<Item> {
  readonly valueOf: (item: Item) => Value;
  readonly sort: Omit<SortKey, 'key'>;
}

/** The order of two items; `compare` says that of two values, neither of which is null. */
export const ordered =
  <Item>(
    orderings: readonly Ordering<Item>[],
    compare: (left: NonNullable<Value>, right: NonNullable<Value>) => number,
  ) =>
  (left: Item, right: Item): number => {
    for (const { valueOf, sort } of orderings) {
      const [one, other] = [valueOf(left), valueOf(right)];
      if (one === null || other === null) {
        if (one === other) continue;
        return (one === null) === sort.nullsFirst ? -1 : 1;
      }
      const order = compare(one, other);
      if (order !== 0) return sort.descending ? -order : order;
    }
    return 0;
  };

/** Keeps the first items of an order, however many are added, in memory for not many more. */
export function firstItems<Item>(limit: number, order: (left: Item, right: Item) => number) {
  let kept: Item[] = [];
  return {
    add(item: Item): void {
      kept.push(item);
      if (kept.length >= limit * 2 + metricLimits.page) kept = kept.toSorted(order).slice(0, limit);
    },
    items: (): readonly Item[] => kept.toSorted(order).slice(0, limit),
  };
}
