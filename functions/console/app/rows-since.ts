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

/** Reads the rows of a project since an instant, and at most so many, the newest; of other kinds it passes as many. */
export async function rowsSince<Row>(
  timeline: Timeline<Row>,
  projectId: string,
  {
    since,
    until,
    most,
  }: { readonly since: Instant; readonly until?: Instant; readonly most: number },
): Promise<RowsSince<Row>> {
  const { rows, isEnd } = await take(
    timeline,
    {
      projectId,
      keys: {
        after: timeline.keyAt(since),
        before: until === undefined ? undefined : timeline.keyAt(until),
        backwards: true,
        expected: most,
      },
    },
    { rows: most, looks: 2 * most },
  );
  return { rows, complete: isEnd };
}
