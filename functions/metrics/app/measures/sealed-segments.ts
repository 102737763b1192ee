import { groupBy } from '../../../platform/core/group-by.ts';
import {
  type Archive,
  type Column,
  type Keeping,
  retainedFrom,
} from '../../core/aggregation/archive.ts';
import type { Point } from '../../core/aggregation/point.ts';
import { columnBytes, columnName, columnPoints } from '../../core/storage/columns.ts';
import { segmentWindows } from '../../core/storage/lane-reading.ts';
import type { ArchiveStore } from '../../measure-ports.ts';

export interface SealedColumn extends Column {
  readonly place: number;
}

const indexOf = (time: number, granularity: number): number =>
  Math.floor(time / (granularity * segmentWindows));

/** Adds sealed windows to their segments. */
export async function writeSegments(
  archives: Pick<ArchiveStore, 'segments' | 'seal'>,
  {
    laneId,
    generation,
    sealed,
  }: {
    readonly laneId: string;
    readonly generation: number;
    readonly sealed: readonly SealedColumn[];
  },
): Promise<void> {
  const pieces = sealed.flatMap(({ granularity, method, place, points }) =>
    [...groupBy(points, ({ time }) => indexOf(time, granularity))].map(([index, part]) => ({
      granularity,
      index,
      name: columnName(place, method),
      points: part,
    })),
  );
  const segments = groupBy(pieces, ({ granularity, index }) => `${granularity} ${index}`);
  for (const ofSegment of segments.values()) {
    const [first] = ofSegment;
    if (!first) continue;
    const { granularity, index } = first;
    // oxlint-disable-next-line no-await-in-loop -- one segment in memory at a time
    const [present] = await archives.segments(
      { laneId, granularity, first: index, last: index },
      'all',
    );
    const columns = new Map(present?.columns);
    for (const { name, points } of ofSegment) {
      const before = columns.get(name);
      const windows = merged(before ? columnPoints(before, granularity) : [], points);
      columns.set(name, columnBytes(windows, granularity));
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    await archives.seal({ laneId, granularity }, { index, columns }, generation);
  }
}

/**
 * A compaction that did not end may have written some of these windows before, and one after it found more
 * measures: the newer value counts.
 */
const merged = (before: readonly Point[], added: readonly Point[]): readonly Point[] => {
  const [first] = added;
  const kept = first === undefined ? before : before.filter(({ time }) => time < first.time);
  return [...kept, ...added];
};

/** Removes the segments in which no metric of the lane keeps a window any more. */
export async function expireSegments(
  archives: Pick<ArchiveStore, 'forget'>,
  laneId: string,
  {
    tail,
    keepings,
  }: {
    readonly tail: ReadonlyMap<number, Archive>;
    readonly keepings: ReadonlyMap<number, Keeping>;
  },
): Promise<void> {
  const keptFrom = new Map<number, number>();
  for (const [place, { definition }] of keepings)
    for (const { granularity, timespan } of definition) {
      const from = retainedFrom(tail.get(place)?.newest, granularity, timespan);
      keptFrom.set(granularity, Math.min(from, keptFrom.get(granularity) ?? from));
    }
  for (const [granularity, from] of keptFrom)
    if (Number.isFinite(from))
      // oxlint-disable-next-line no-await-in-loop -- few, and nobody waits for it
      await archives.forget({
        laneId,
        granularity,
        first: 0,
        last: indexOf(from, granularity) - 1,
      });
}
