import type * as z from 'zod';
import type { ActivityEntry, ActivityKind } from './activity-entry.ts';

/** Of one kind of rows: how news become rows of a list. */
export interface RowsOfNews<T> {
  readonly kind: ActivityKind;
  readonly item: z.ZodType<T>;
  /** What tells one row from another. Ids begin with the time. */
  readonly idOf: (item: T) => string;
  /** Whether the filters of the list let a row through. */
  readonly passes: (item: T) => boolean;
}

/** As many rows as a list keeps besides the pages it has loaded. */
const keptRows = 1000;

/** The rows that came, newest first, with those among the news. A row that comes again is in its newest form. */
export function cameRows<T>(
  came: readonly T[],
  news: readonly ActivityEntry[],
  { kind, item, idOf }: Omit<RowsOfNews<T>, 'passes'>,
): readonly T[] {
  const rows = new Map(came.map((row) => [idOf(row), row]));
  for (const entry of news) {
    const { data } = entry.kind === kind ? item.safeParse(entry) : { data: undefined };
    if (data !== undefined) rows.set(idOf(data), data);
  }
  return [...rows.values()]
    .toSorted((left, right) => (idOf(left) < idOf(right) ? 1 : -1))
    .slice(0, keptRows);
}

/**
 * Loaded rows in their newest form, and those that came besides. What lies further back than the last loaded row
 * is left to the next page.
 */
export function withCame<T>(
  loaded: readonly T[],
  came: readonly T[],
  { idOf, passes }: Pick<RowsOfNews<T>, 'idOf' | 'passes'>,
): { readonly fresh: readonly T[]; readonly current: readonly T[] } {
  const newest = new Map(came.map((row) => [idOf(row), row]));
  const shown = new Set(loaded.map(idOf));
  const last = loaded.at(-1);
  const isLoaded = (row: T) => last === undefined || idOf(row) > idOf(last);
  return {
    fresh: came.filter((row) => !shown.has(idOf(row)) && passes(row) && isLoaded(row)),
    current: loaded.map((row) => newest.get(idOf(row)) ?? row),
  };
}
