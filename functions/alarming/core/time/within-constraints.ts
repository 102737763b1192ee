import { type Instant, instantOf, millisecondsOf } from '../../../platform/core/instant.ts';
import type { TimeConstraint } from '../alarm.ts';
import { timesAfter, timesUntil } from './cron-times.ts';
import { instantsOf, localTime } from './local-time.ts';

/** Clocks are put back once in these, so so many hours of local times may be shown twice. */
const longestShift = 3 * 3_600_000;

/**
 * Whether the instant is within one of the constraints, both ends included; without any it always is. Unlike
 * `within_time_constraint` of Aodh, the minute before and after a start does not count on its own.
 */
export const isWithin = (constraints: readonly TimeConstraint[], at: Instant): boolean =>
  constraints.length === 0 || constraints.some((each) => isWithinOne(each, millisecondsOf(at)));

function isWithinOne({ start, durationSeconds, timezone }: TimeConstraint, at: number): boolean {
  const local = localTime(at, timezone);
  // If clocks were put back, a local time that is still to come may have been before.
  const shown = [local, local + longestShift].flatMap((until) => timesUntil(start, until, 2));
  const starts = shown.flatMap((each) => instantsOf(each, timezone)).filter((each) => each <= at);
  return starts.some((each) => at <= each + durationSeconds * 1000);
}

/** The next instant after `at` at which a constraint begins; undefined if none ever does. */
export function nextBeginning(
  constraints: readonly TimeConstraint[],
  at: Instant,
): Instant | undefined {
  const now = millisecondsOf(at);
  const next = constraints.flatMap(({ start, timezone }) => {
    const local = localTime(now, timezone);
    return [local - longestShift, local]
      .flatMap((from) => timesAfter(start, from, 2))
      .flatMap((each) => instantsOf(each, timezone))
      .filter((each) => each > now);
  });
  return next.length === 0 ? undefined : instantOf(Math.min(...next));
}
