import { groupBy } from './group-by.ts';

/** How many times as many rows as are handed over a sweep looks at, so that it sees more than one project's. */
export const examinedPerHandedOver = 10;

/**
 * At most `limit` of the rows: the first of each project, then the second of each, and so on, in the order
 * given. So a project with a long backlog leaves the others their share.
 */
export function fairShare<Row>(
  rows: readonly Row[],
  projectOf: (row: Row) => string,
  limit: number,
): readonly Row[] {
  if (rows.length <= limit) return rows;
  const shared: Row[] = [];
  let waiting = [...groupBy(rows, projectOf).values()];
  for (let turn = 0; shared.length < limit; turn += 1) {
    waiting = waiting.filter((each) => each.length > turn);
    for (const each of waiting.slice(0, limit - shared.length)) {
      const row = each[turn];
      if (row !== undefined) shared.push(row);
    }
  }
  return shared;
}
