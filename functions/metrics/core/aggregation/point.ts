/** A value at a time, in microseconds since 1970: a measure, or the aggregate of a window by its beginning. */
export interface Point {
  readonly time: number;
  readonly value: number;
}

export const microsecondsPerSecond = 1_000_000;

/** The points that begin at `from` or later and before `until`, of a series in order of time. */
export const between = (
  points: readonly Point[],
  from = Number.NEGATIVE_INFINITY,
  until = Number.POSITIVE_INFINITY,
): readonly Point[] => points.slice(firstFrom(points, from), firstFrom(points, until));

/** The index of the first point at `time` or later. */
export function firstFrom(points: readonly Point[], time: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
