import { instantOf } from '../core/instant.ts';
import type { Clock } from '../ports.ts';

/**
 * The machine's clock. It tells milliseconds; the microseconds only count the calls within one, so
 * that what one process writes later never looks earlier.
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
