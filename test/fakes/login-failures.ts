import type { Instant } from '../../functions/platform/core/instant.ts';
import type { Guess, LoginFailures } from '../../functions/identity/ports.ts';

interface Counted {
  readonly taken: number;
  readonly wrong: number;
  readonly until: Instant;
}

export function memoryLoginFailures(): LoginFailures {
  const stretches = new Map<string, Counted>();
  /** Changes the counts of the stretch the guess is in, if that is not over. */
  const settle = async ({ subject, until }: Guess, next: (counted: Counted) => Counted) => {
    const counted = stretches.get(subject);
    if (counted?.until === until) stretches.set(subject, next(counted));
  };
  return {
    async begin(subject, { now, until, most }) {
      const last = stretches.get(subject);
      const counted = last && now < last.until ? last : { taken: 0, wrong: 0, until };
      if (counted.wrong >= most) return 'full';
      if (counted.taken >= most) return 'busy';
      stretches.set(subject, { ...counted, taken: counted.taken + 1 });
      return { subject, until: counted.until };
    },
    wrong: (guess) => settle(guess, (one) => ({ ...one, wrong: one.wrong + 1 })),
    takeBack: (guess) => settle(guess, (one) => ({ ...one, taken: one.taken - 1 })),
    right: (guess) =>
      settle(guess, (one) => ({ ...one, taken: one.taken - 1 - one.wrong, wrong: 0 })),
  };
}
