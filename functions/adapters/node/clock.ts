import { performance } from 'node:perf_hooks';
import { instantOf } from '../../core/instant.ts';
import type { Clock } from '../../ports/platform.ts';

/** The machine's clock; the microseconds come from the monotonic timer and only order what is close together. */
export const systemClock: Clock = {
  now() {
    const microseconds = Math.floor((performance.now() % 1) * 1000);
    return `${instantOf(Date.now()).slice(0, 23)}${String(microseconds).padStart(3, '0')}Z`;
  },
};
