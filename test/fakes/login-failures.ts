import type { Instant } from '../../functions/platform/core/instant.ts';
import type { LoginAttempt, LoginFailures } from '../../functions/identity/ports.ts';

interface Window {
  readonly taken: number;
  readonly wrong: number;
  readonly until: Instant;
}

export function memoryLoginFailures(): LoginFailures {
  const windows = new Map<string, Window>();
  /** Changes the counts of the attempt's window, unless a later window has replaced it. */
  const update = async ({ subject, until }: LoginAttempt, next: (window: Window) => Window) => {
    const window = windows.get(subject);
    if (window?.until === until) windows.set(subject, next(window));
  };
  return {
    async begin(subject, { now, until, limit }) {
      const last = windows.get(subject);
      const window = last && now < last.until ? last : { taken: 0, wrong: 0, until };
      if (window.wrong >= limit) return 'full';
      if (window.taken >= limit) return 'busy';
      windows.set(subject, { ...window, taken: window.taken + 1 });
      return { subject, until: window.until };
    },
    fail: (attempt) => update(attempt, (one) => ({ ...one, wrong: one.wrong + 1 })),
    cancel: (attempt) => update(attempt, (one) => ({ ...one, taken: one.taken - 1 })),
    succeed: (attempt) =>
      update(attempt, (one) => ({ ...one, taken: one.taken - 1 - one.wrong, wrong: 0 })),
  };
}
