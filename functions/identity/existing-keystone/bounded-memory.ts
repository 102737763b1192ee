import type { Instant } from '../../platform/core/instant.ts';
import type { Ports } from '../ports.ts';

/** Keeps values until their time; when there are `limit`, the one not used for longest goes. */
export function boundedMemory<Value>({ clock }: Pick<Ports, 'clock'>, limit: number) {
  const kept = new Map<string, { readonly value: Value; readonly until: Instant }>();
  return {
    get(key: string): Value | undefined {
      const entry = kept.get(key);
      kept.delete(key);
      if (!entry || clock.now() >= entry.until) return undefined;
      kept.set(key, entry);
      return entry.value;
    },
    keep(key: string, value: Value, until: Instant): void {
      kept.delete(key);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= limit) kept.delete(oldest);
      kept.set(key, { value, until });
    },
  };
}
