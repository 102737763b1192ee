import type { Segment, TimelineRow } from './timeline-rows.ts';

/** A part of the axis of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From a step's beginning to its end; undefined if it took no time, so that there is nothing to look at closely. */
export function spanOf({ segments }: Pick<TimelineRow, 'segments'>): Span | undefined {
  const [first, last] = [segments[0], segments.at(-1)];
  return first && last && last.to > first.from ? { from: first.from, to: last.to } : undefined;
}

/** What of the segments lies within a span, cut at its ends. */
export const within = (segments: readonly Segment[], { from, to }: Span): readonly Segment[] =>
  segments
    .filter((segment) => segment.to >= from && segment.from <= to)
    .map((segment) => ({
      ...segment,
      from: Math.max(segment.from, from),
      to: Math.min(segment.to, to),
    }));
