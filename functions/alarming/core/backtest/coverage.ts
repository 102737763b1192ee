import type { LogHour } from '../../../events/core/log/log-hour.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Backtest, BacktestHour } from './backtest.ts';

/** Events of an hour that a backtest did not see: beyond the cap, not kept by the project, or no longer stored. */
export interface Gap {
  readonly hour: Instant;
  readonly dropped: number;
  readonly why: 'cap' | 'not-kept' | 'expired';
}

/**
 * What the log has counted and the backtest has not seen. Of an hour that is not wholly in the range, it cannot be
 * told which part of it is no longer stored.
 */
export function gapsOf(
  counts: readonly LogHour[],
  seen: readonly BacktestHour[],
  isWhole: (hour: Instant) => boolean,
): readonly Gap[] {
  const bySeen = new Map(seen.map(({ hour, seen: rows }) => [hour, rows]));
  return counts.flatMap(({ hour, accepted, stored, dropped }) => {
    const gone = isWhole(hour) ? stored - (bySeen.get(hour) ?? 0) : 0;
    const gaps: readonly Gap[] = [
      { hour, dropped, why: 'cap' },
      { hour, dropped: accepted - stored - dropped, why: 'not-kept' },
      { hour, dropped: gone, why: 'expired' },
    ];
    return gaps.filter((gap) => gap.dropped > 0);
  });
}

/** The hours of several parts, each once. */
export function sumOfParts(hours: readonly BacktestHour[]): readonly BacktestHour[] {
  const sums = new Map<Instant, BacktestHour>();
  for (const each of hours) {
    const sum = sums.get(each.hour);
    sums.set(
      each.hour,
      sum
        ? {
            hour: each.hour,
            seen: sum.seen + each.seen,
            examined: sum.examined + each.examined,
            matched: sum.matched + each.matched,
            fired: sum.fired + each.fired,
          }
        : each,
    );
  }
  return [...sums.values()];
}

/** Whether an hour lies wholly in the range. */
export const isWholeHourOf =
  ({ from, to }: Pick<Backtest, 'from' | 'to'>) =>
  (hour: Instant): boolean =>
    hour >= from && after(hour, 3600) <= to;
