import type { Instant } from '../../functions/platform/core/instant.ts';

/** The rows that are due at `now`, the longest overdue first, at most `limit`. */
export const overdue = <Row extends { readonly dueAt: Instant | null }>(
  rows: readonly Row[],
  now: Instant,
  limit: number,
): readonly Row[] =>
  rows
    .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
    .toSorted((left, right) => ((left.dueAt ?? '') < (right.dueAt ?? '') ? -1 : 1))
    .slice(0, limit);
