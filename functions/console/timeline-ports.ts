import type { Instant } from '../platform/core/instant.ts';

/** A part of a list. Keys are compared by code point. */
export interface KeysBetween {
  /** Excluded. */
  readonly after?: string | undefined;
  /** Excluded. */
  readonly before?: string | undefined;
  readonly backwards: boolean;
  /** How many rows the reader expects to take, so that no more are read than needed. */
  readonly expected: number;
}

/** The rows of one kind of a project, in the order of time. A row is found a moment after it was written. */
export interface Timeline<Row> {
  read(projectId: string, keys: KeysBetween): AsyncIterable<Row>;
  keyOf(row: Row): string;
  /** Sorts before the keys of this instant and of later ones, and behind those before it. */
  keyAt(instant: Instant): string;
}
