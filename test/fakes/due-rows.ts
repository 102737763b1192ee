import type { Instant } from '../../functions/platform/core/instant.ts';
import type { Due, DueRows } from '../../functions/platform/ports.ts';

interface Row<Key> {
  readonly key: Key;
  readonly row: readonly [string, string];
  /** When the row says that it is due. */
  readonly at: Instant;
}

const nameOf = (row: readonly [string, string], at: Instant) => JSON.stringify([row, at]);

/** What is due among `rows`. What they say themselves counts again as soon as it changes. */
export function memoryDueRows<Key>(rows: () => readonly Row<Key>[]): DueRows<Key> {
  const later = new Map<string, Instant>();
  const all = (): readonly Due<Key>[] =>
    rows().map(({ key, row, at }) => ({ key, row, dueAt: later.get(nameOf(row, at)) ?? at }));
  return {
    due: async (until, limit) =>
      all()
        .filter(({ dueAt }) => dueAt <= until)
        .toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : 1))
        .slice(0, limit),

    async lookAgain(seen, again) {
      const asSeen = new Set(seen.map(({ row, dueAt }) => nameOf(row, dueAt)));
      for (const { row, at } of rows()) {
        const name = nameOf(row, at);
        if (asSeen.has(nameOf(row, later.get(name) ?? at))) later.set(name, again);
      }
    },
  };
}
