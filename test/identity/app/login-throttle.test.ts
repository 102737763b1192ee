import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryLoginFailures } from '../../fakes/login-failures.ts';
import { throttleLogin } from '../../../functions/identity/app/login-throttle.ts';
import { Fault } from '../../../functions/platform/core/fault.ts';
import { maximumFailures } from '../../../functions/identity/core/login-limits.ts';
import type { LoginAttempt, LoginWindow } from '../../../functions/identity/ports.ts';
import { standingClock } from '../support/identity-world.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** Concurrent logins of one user, whose steps the scheduler orders. */
async function burst(scheduler: fc.Scheduler, secrets: readonly boolean[]) {
  const failures = memoryLoginFailures();
  const ports = {
    clock: standingClock(),
    loginFailures: {
      begin: scheduler.scheduleFunction((subject: string, window: LoginWindow) =>
        failures.begin(subject, window),
      ),
      fail: scheduler.scheduleFunction((attempt: LoginAttempt) => failures.fail(attempt)),
      succeed: scheduler.scheduleFunction((attempt: LoginAttempt) => failures.succeed(attempt)),
      cancel: scheduler.scheduleFunction((attempt: LoginAttempt) => failures.cancel(attempt)),
    },
    sleep: scheduler.scheduleFunction(async () => {}),
  };
  const checked = { wrong: 0, right: 0 };
  const verify = scheduler.scheduleFunction(async (right: boolean) => {
    checked[right ? 'right' : 'wrong'] += 1;
    return right;
  });
  const attempt = async (right: boolean) => {
    try {
      return await throttleLogin(ports, { source: 's', login: 'demo' }, () => verify(right));
    } catch (refusal) {
      if (refusal instanceof Fault && refusal.retryAfterSeconds !== undefined) return 'refused';
      throw refusal;
    }
  };
  const outcomes = Promise.all(secrets.map(attempt));
  await scheduler.waitFor(outcomes);
  await outcomes;
  return { checked };
}

const guesses = fc.array(fc.constant(false), { minLength: 1, maxLength: 60 });

test('concurrent wrong secrets get no more checks than sequential ones, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), guesses, async (scheduler, secrets) => {
      const { checked } = await burst(scheduler, secrets);
      expect(checked.wrong).toBe(Math.min(secrets.length, maximumFailures.login));
    }),
    { numRuns: propertyRuns(50) },
  );
});

test('a right secret among concurrent ones allows no more checks than in a sequence', async () => {
  const mixed = fc.array(fc.boolean(), { minLength: 30, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), mixed, async (scheduler, secrets) => {
      const { checked } = await burst(scheduler, secrets);
      // Each success resets the failures before it.
      expect(checked.wrong).toBeLessThanOrEqual(maximumFailures.login * (checked.right + 1));
    }),
    { numRuns: propertyRuns(50) },
  );
});

test('concurrent right logins wait for each other and all succeed', async () => {
  const clock = standingClock();
  const loginFailures = memoryLoginFailures();
  const ports = { clock, loginFailures, sleep: (pause: number) => setTimeout(pause / 10) };
  const outcomes = await Promise.all(
    Array.from({ length: 5 * maximumFailures.login }, () =>
      throttleLogin(ports, { source: 's', login: 'demo' }, async () => {
        await setTimeout(1);
        return true;
      }),
    ),
  );
  expect(new Set(outcomes)).toEqual(new Set([true]));
});

test('an outage during the check of a secret does not count as a failure', async () => {
  const ports = {
    clock: standingClock(),
    loginFailures: memoryLoginFailures(),
    sleep: async () => {},
  };
  const attempt = (check: () => Promise<boolean>) =>
    throttleLogin(ports, { source: 's', login: 'demo' }, check);
  for (let count = 0; count < 2 * maximumFailures.login; count += 1)
    await expect(attempt(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await attempt(async () => true)).toBe(true);
});
