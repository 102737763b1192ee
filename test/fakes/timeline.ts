import type { Timeline } from '../../functions/console/timeline-ports.ts';
import { earliestId } from '../../functions/platform/core/ordered-id.ts';

export interface MemoryTimeline<Row> extends Timeline<Row> {
  /** Adds a row, or replaces the one with its key. */
  put(projectId: string, row: Row): void;
  remove(projectId: string, key: string): void;
  /** How many rows were read. */
  readonly reads: { rows: number };
}

/** Rows in the order of their ids, which begin with the time. */
export function memoryTimeline<Row extends { readonly id: string }>(): MemoryTimeline<Row> {
  const projects = new Map<string, Map<string, Row>>();
  const reads = { rows: 0 };
  const rowsOf = (projectId: string) => projects.get(projectId) ?? new Map<string, Row>();
  return {
    reads,
    keyOf: ({ id }) => id,
    keyAt: earliestId,
    put(projectId, row) {
      projects.set(projectId, rowsOf(projectId).set(row.id, row));
    },
    remove(projectId, key) {
      rowsOf(projectId).delete(key);
    },
    async *read(projectId, { after, before, backwards }) {
      const rows = [...rowsOf(projectId).values()]
        .filter(
          ({ id }) => (after === undefined || id > after) && (before === undefined || id < before),
        )
        .toSorted((left, right) => (left.id < right.id ? -1 : 1));
      for (const row of backwards ? rows.toReversed() : rows) {
        reads.rows += 1;
        yield { rows: [row], count: 1, last: row.id };
      }
    },
  };
}
