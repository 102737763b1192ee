import { LRUCache } from 'lru-cache';
import { type Instant, millisecondsOf } from '../core/instant.ts';
import type { Clock } from '../ports.ts';

export interface ExpiringCache<Value> {
  get(key: string): Value | undefined;
  /** Keeps the value until the instant, to the millisecond; a value that has expired is not kept. */
  set(key: string, value: Value, until: Instant): void;
}

/** A cache of at most `limit` values, each with its own expiry; the least recently used value is evicted. */
export function expiringCache<Value extends object | true>(
  clock: Clock,
  limit: number,
): ExpiringCache<Value> {
  const now = () => millisecondsOf(clock.now());
  const cache = new LRUCache<string, Value>({ max: limit, perf: { now }, ttlResolution: 0 });
  return {
    get: (key) => cache.get(key),
    set(key, value, until) {
      const start = now();
      // The library still returns a value whose age equals its ttl; here it has expired at `until`.
      const ttl = millisecondsOf(until) - start - 1;
      if (ttl > 0) cache.set(key, value, { ttl, start });
      else cache.delete(key);
    },
  };
}
