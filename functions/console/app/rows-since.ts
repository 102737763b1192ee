import type { Instant } from '../../platform/core/instant.ts';
import type { Timeline } from '../timeline-ports.ts';
import { take } from './list-page.ts';

/** The newest rows since an instant, as far as they were read. */
export interface RowsSince<Row> {
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Whether they are all there are. */
  readonly complete: boolean;
}

/** Reads the rows of a project since an instant, and at most so many: the newest. */
export async function rowsSince<Row>(
  timeline: Timeline<Row>,
  projectId: string,
  {
    since,
    until,
    most,
  }: { readonly since: Instant; readonly until?: Instant; readonly most: number },
): Promise<RowsSince<Row>> {
  const rows = await take(
    timeline.read(projectId, {
      after: timeline.keyAt(since),
      before: until === undefined ? undefined : timeline.keyAt(until),
      backwards: true,
      expected: most,
    }),
    most,
  );
  return { rows, complete: rows.length < most };
}
