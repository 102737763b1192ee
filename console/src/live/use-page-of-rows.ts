import { startTransition, useState } from 'react';

/** Rows in the document at once: more of them would make a screen slow. */
export const rowsAtOnce = 50;

export interface PageOfRows<T> {
  readonly items: readonly T[];
  /** How many rows are before these. */
  readonly before: number;
  /** How many rows are loaded in all. */
  readonly loaded: number;
  readonly newer: (() => void) | undefined;
  readonly older: (() => void) | undefined;
  readonly newest: () => void;
}

/**
 * The rows of a growing list that are in the document. The first ones follow what comes; others begin at a
 * row and stay there, whatever comes before it.
 */
export function usePageOfRows<T>(rows: readonly T[], idOf: (row: T) => string): PageOfRows<T> {
  const [first, setFirst] = useState<string>();
  const found = first === undefined ? 0 : rows.findIndex((row) => idOf(row) === first);
  const start = Math.max(found, 0);
  const startAt = (index: number) => {
    const row = index <= 0 ? undefined : rows[index];
    startTransition(() => setFirst(row && idOf(row)));
    window.scrollTo({ top: 0 });
  };
  return {
    items: rows.slice(start, start + rowsAtOnce),
    before: start,
    loaded: rows.length,
    newer: start > 0 ? () => startAt(start - rowsAtOnce) : undefined,
    older: start + rowsAtOnce < rows.length ? () => startAt(start + rowsAtOnce) : undefined,
    newest: () => startAt(0),
  };
}
