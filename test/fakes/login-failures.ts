import type { LoginAttempt, LoginFailures } from '../../functions/identity/ports.ts';
import { aKey } from './dynamo-limits.ts';

interface Counts {
  readonly taken: number;
  readonly wrong: number;
}

const keyOf = ({ subject, until }: LoginAttempt) => `${subject} ${until}`;

export function memoryLoginFailures(): LoginFailures {
  const windows = new Map<string, Counts>();
  const countsOf = (attempt: LoginAttempt) => windows.get(keyOf(attempt)) ?? { taken: 0, wrong: 0 };
  const add = async (attempt: LoginAttempt, taken: number, wrong: number) => {
    const before = countsOf(attempt);
    windows.set(keyOf(attempt), { taken: before.taken + taken, wrong: before.wrong + wrong });
  };
  return {
    async begin({ subject, until, limit }) {
      const attempt = { subject: aKey(subject), until };
      const { taken, wrong } = countsOf(attempt);
      if (taken >= limit) return wrong >= limit ? 'full' : 'busy';
      await add(attempt, 1, 0);
      return attempt;
    },
    fail: (attempt) => add(attempt, 0, 1),
    cancel: (attempt) => add(attempt, -1, 0),
  };
}
