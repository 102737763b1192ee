import { after, type Instant } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

/**
 * Caches what `load` returns. Each call gives the greatest age it accepts, counted from when the load
 * began. Concurrent calls share a load; a failed load is not cached.
 */
export function cached<Value>(
  clock: Clock,
  load: () => Promise<Value>,
): (maximumAgeSeconds: number) => Promise<Value> {
  let last: { readonly since: Instant; readonly value: Promise<Value> } | undefined;
  return async (maximumAgeSeconds) => {
    const now = clock.now();
    if (last && maximumAgeSeconds > 0 && now < after(last.since, maximumAgeSeconds))
      return last.value;
    const mine = { since: now, value: load() };
    last = mine;
    try {
      return await mine.value;
    } catch (failure) {
      if (last === mine) last = undefined;
      throw failure;
    }
  };
}
