import type { Point } from './point.ts';

/** A time, in microseconds, without end on a side that is missing. `until` is excluded. */
export interface Spell {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/**
 * The times in which the revisions of a resource count, in their order, within what is asked for. The first one also
 * counts for what was before it: measures may be older than their resource.
 */
export const spellsOf = (
  revisions: readonly { readonly from: number; readonly until: number | undefined }[],
  range: Spell,
): readonly Spell[] =>
  revisions.map((revision, i) => ({
    from: i === 0 ? range.from : Math.max(revision.from, range.from ?? revision.from),
    until: least(revision.until, range.until),
  }));

const least = (left: number | undefined, right: number | undefined): number | undefined =>
  left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);

/** Which part of a window lies in the time. */
export function shareOf(
  window: { readonly from: number; readonly until: number },
  { from = window.from, until = window.until }: Spell,
): number {
  const covered = Math.min(until, window.until) - Math.max(from, window.from);
  return Math.max(0, covered) / (window.until - window.from);
}

interface Summed {
  readonly granularity: number;
  readonly aggregated: boolean;
  readonly series: readonly (readonly Point[])[];
}

/** The sums by granularity and time, the coarsest granularity first. */
export function summed(parts: readonly Summed[]): readonly Summed[] {
  const sums = new Map<number, Map<number, number>>();
  for (const { granularity, series } of parts) {
    const values = sums.get(granularity) ?? new Map<number, number>();
    sums.set(granularity, values);
    for (const { time, value } of series[0] ?? [])
      values.set(time, (values.get(time) ?? 0) + value);
  }
  return [...sums]
    .toSorted(([left], [right]) => right - left)
    .map(([granularity, values]) => ({
      granularity,
      aggregated: true,
      series: [
        [...values]
          .toSorted(([left], [right]) => left - right)
          .map(([time, value]) => ({ time, value })),
      ],
    }));
}
