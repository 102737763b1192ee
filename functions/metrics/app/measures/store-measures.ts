import { groupBy } from '../../../platform/core/group-by.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Point } from '../../core/aggregation/point.ts';
import { type FramePart, frameBytes } from '../../core/storage/frame.ts';
import type { Series } from '../../core/storage/lane.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';

/** Measures of one metric, as a request has them. */
export interface SeriesPoints {
  readonly series: Series;
  readonly points: readonly Point[];
}

/** Points in a row. A row may have 400 kB, and a point takes at most 17 bytes. */
const pointsPerFrame = 16_000;

/** Stores what a request has: one row for each lane. They can be read as soon as this returns. */
export async function storeMeasures(
  { frames, clock, ids }: Pick<Ports, 'clock' | 'ids'> & Pick<MeasurePorts, 'frames'>,
  measured: readonly SeriesPoints[],
): Promise<void> {
  const at = clock.now();
  const lanes = groupBy(
    measured.filter(({ points }) => points.length > 0),
    ({ series }) => series.laneId,
  );
  await Promise.all(
    [...lanes].flatMap(([laneId, ofLane]) =>
      framesOf(ofLane).map((parts, i) =>
        // A millisecond apart, so that they are read in this order.
        frames.add(laneId, { id: ids.ordered(after(at, i / 1000)), bytes: frameBytes(parts) }),
      ),
    ),
  );
}

/** The parts of each row. A series too long for one is cut in order of time, so that no part makes another late. */
function framesOf(measured: readonly SeriesPoints[]): readonly (readonly FramePart[])[] {
  const frames: FramePart[][] = [];
  let room = 0;
  for (const { series, points } of measured) {
    const place = series.member.place;
    let rest = points.length > room && points.length > pointsPerFrame ? ordered(points) : points;
    while (rest.length > 0) {
      if (room === 0 || (rest.length > room && rest.length <= pointsPerFrame)) {
        frames.push([]);
        room = pointsPerFrame;
      }
      const part = rest.slice(0, room);
      frames.at(-1)?.push({ place, points: part });
      room -= part.length;
      rest = rest.slice(part.length);
    }
  }
  return frames;
}

/** Of several at one time the last, which is the one that counts. */
const ordered = (points: readonly Point[]): readonly Point[] =>
  [...new Map(points.map((point) => [point.time, point])).values()].toSorted(
    (left, right) => left.time - right.time,
  );
