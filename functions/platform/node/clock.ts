import { instantOf } from '../core/instant.ts';
import type { Clock } from '../ports.ts';

/**
 * The machine's clock, which has milliseconds. The microseconds count calls within a millisecond, so
 * that the instants of one process always increase.
 */
function countingClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(Date.now() * 1000, last + 1);
      const microseconds = String(last % 1000).padStart(3, '0');
      return `${instantOf(Math.floor(last / 1000)).slice(0, 23)}${microseconds}Z`;
    },
  };
}

export const systemClock: Clock = countingClock();
