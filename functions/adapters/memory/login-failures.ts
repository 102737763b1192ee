import type { Instant } from '../../core/instant.ts';
import type { LoginFailures } from '../../ports/identity.ts';

export function memoryLoginFailures(): LoginFailures {
  const stretches = new Map<string, { readonly failures: number; readonly until: Instant }>();
  const current = (subject: string, now: Instant) => {
    const stretch = stretches.get(subject);
    return stretch && now < stretch.until ? stretch : undefined;
  };
  return {
    count: async (subject, now) => current(subject, now)?.failures ?? 0,
    async add(subject, now, until) {
      const stretch = current(subject, now) ?? { failures: 0, until };
      stretches.set(subject, { ...stretch, failures: stretch.failures + 1 });
    },
    async clear(subject) {
      stretches.delete(subject);
    },
  };
}
