import { after, type Instant } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';

/**
 * Remembers what `load` gave. Each call says how old it may be; the age counts from before the load
 * began. Callers who come while it loads share it, and a failed load is forgotten at once.
 */
export function remembered<Value>(
  clock: Clock,
  load: () => Promise<Value>,
): (atMostSeconds: number) => Promise<Value> {
  let last: { readonly since: Instant; readonly value: Promise<Value> } | undefined;
  return async (atMostSeconds) => {
    const now = clock.now();
    if (last && atMostSeconds > 0 && now < after(last.since, atMostSeconds)) return last.value;
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
