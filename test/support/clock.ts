import { after, type Instant } from '../../functions/platform/core/instant.ts';
import type { Clock } from '../../functions/platform/ports.ts';

/** A clock that only moves when it is advanced. */
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
