import type { Method, Reduction } from './method.ts';
import type { Point } from './point.ts';
import { windowStart } from './window.ts';

/** How times are put into windows: the beginning of the window that a time is in. */
export type Windowing = (time: number) => number;

export const windowsOfSpan =
  (span: number): Windowing =>
  (time) =>
    windowStart(time, span);

/** One value for each window in which a series, in order of time, has any. */
export function reduced(
  points: readonly Point[],
  windowing: Windowing,
  reduce: Reduction,
): readonly Point[] {
  const windows: Point[] = [];
  let values: number[] = [];
  let start = Number.NaN;
  const close = () => {
    const value = values.length > 0 ? reduce(values) : undefined;
    if (value !== undefined) windows.push({ time: start, value });
  };
  for (const point of points) {
    const window = windowing(point.time);
    if (window !== start) {
      close();
      start = window;
      values = [];
    }
    values.push(point.value);
  }
  close();
  return windows;
}

/** The difference between each point and the one before it, at the time of the later. `before` precedes the series. */
export function differences(points: readonly Point[], before?: Point): readonly Point[] {
  const changes: Point[] = [];
  let earlier = before;
  for (const point of points) {
    if (earlier) changes.push({ time: point.time, value: point.value - earlier.value });
    earlier = point;
  }
  return changes;
}

/**
 * The aggregates of measures in order of time. `before` is the last measure before them: the first rate after a
 * gap of any length is known by it, where Gnocchi knows it only from the window before.
 */
export const aggregated = (
  points: readonly Point[],
  { ofRate, reduce }: Method,
  { windowing, before }: { readonly windowing: Windowing; readonly before?: Point | undefined },
): readonly Point[] => reduced(ofRate ? differences(points, before) : points, windowing, reduce);

/**
 * Aggregates put into larger windows by their own method: the mean of means. Those of a rate are not derived
 * again, which Gnocchi does.
 */
export const resampled = (
  points: readonly Point[],
  { reduce }: Method,
  windowing: Windowing,
): readonly Point[] => reduced(points, windowing, reduce);
