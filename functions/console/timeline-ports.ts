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

/** Some rows that were looked at. Not all of them need to hold something that is listed. */
export interface Looked<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
  /** The key of the last one. */
  readonly last: string;
}

/** The rows of one kind of a project, in the order of time. A row is found a moment after it was written. */
export interface Timeline<Row> {
  /** Says how many rows were looked at, because a partition may hold any number of rows of other kinds. */
  read(projectId: string, keys: KeysBetween): AsyncIterable<Looked<Row>>;
  keyOf(row: Row): string;
  /** Sorts before the keys of this instant and of later ones, and behind those before it. */
  keyAt(instant: Instant): string;
}
