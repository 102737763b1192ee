import { after } from '../core/instant.ts';
import type { Clock } from '../ports.ts';
import { expiringCache } from './expiring-cache.ts';

interface Keeping<Key> {
  readonly clock: Clock;
  /** How old what is given may be. */
  readonly seconds: number;
  /** How many things are kept. */
  readonly limit: number;
  /** The key as text. */
  readonly nameOf: (key: Key) => string;
}

/** The same read, which gives again for a while what it has found. What was not found is read each time. */
export function keptReads<Key, Thing extends object>(
  read: (key: Key) => Promise<Thing | undefined>,
  { clock, seconds, limit, nameOf }: Keeping<Key>,
): (key: Key) => Promise<Thing | undefined> {
  const kept = expiringCache<Thing>(clock, limit);
  return async (key) => {
    const name = nameOf(key);
    const known = kept.get(name);
    if (known) return known;
    const thing = await read(key);
    if (thing) kept.set(name, thing, after(clock.now(), seconds));
    return thing;
  };
}
