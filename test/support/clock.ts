import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';

/** A clock that stands still until it is moved. */
export function standingClock(
  at: Instant = '2026-11-23T08:00:00.000000Z',
): Clock & { advance(seconds: number): Instant } {
  let now = at;
  return {
    now: () => now,
    advance(seconds) {
      now = after(now, seconds);
      return now;
    },
  };
}
