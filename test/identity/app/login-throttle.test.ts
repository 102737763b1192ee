import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryLoginFailures } from '../../fakes/login-failures.ts';
import { memoryUsualSources } from '../../fakes/usual-sources.ts';
import { throttleLogin } from '../../../functions/identity/app/login-throttle.ts';
import { Fault } from '../../../functions/platform/core/fault.ts';
import {
  maximumFailures,
  loginWindowSeconds,
} from '../../../functions/identity/core/login-limits.ts';
import { maximumUsualSources } from '../../../functions/identity/core/usual-source.ts';
import type { LoginAttempt, LoginCounter } from '../../../functions/identity/ports.ts';
import { sha256Secrets } from '../../../functions/identity/node/sha256.ts';
import { standingClock } from '../support/identity-world.ts';
import { propertyRuns } from '../../support/property-runs.ts';

function arrange() {
  const clock = standingClock();
  const ports = {
    clock,
    loginFailures: memoryLoginFailures(),
    usualSources: memoryUsualSources(),
    secrets: sha256Secrets,
    sleep: async () => {},
  };
  let checked = 0;
  /** One login of a user by name; `refused` if the secret was not checked, or the answer hides that it was. */
  const login = async (right: boolean, source: string, user = 'demo') => {
    try {
      return await throttleLogin(
        ports,
        { reference: user, account: `user#${user}`, source },
        async () => {
          checked += 1;
          return right;
        },
      );
    } catch (refusal) {
      if (refusal instanceof Fault && refusal.retryAfterSeconds !== undefined) return 'refused';
      throw refusal;
    }
  };
  return { clock, ports, login, checked: () => checked };
}

/** Concurrent logins of one user from an unusual source, whose steps the scheduler orders. */
async function burst(scheduler: fc.Scheduler, secrets: readonly boolean[]) {
  const failures = memoryLoginFailures();
  const ports = {
    ...arrange().ports,
    loginFailures: {
      begin: scheduler.scheduleFunction((counter: LoginCounter) => failures.begin(counter)),
      fail: scheduler.scheduleFunction((attempt: LoginAttempt) => failures.fail(attempt)),
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
      const login = { source: 's', reference: 'demo', account: undefined };
      return await throttleLogin(ports, login, () => verify(right));
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
      expect(checked.wrong).toBe(Math.min(secrets.length, maximumFailures.unusualSources));
    }),
    { numRuns: propertyRuns(50) },
  );
});

test('right secrets among concurrent wrong ones allow no more guesses', async () => {
  const mixed = fc.array(fc.boolean(), { minLength: 30, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), mixed, async (scheduler, secrets) => {
      const { checked } = await burst(scheduler, secrets);
      expect(checked.wrong).toBeLessThanOrEqual(maximumFailures.unusualSources);
    }),
    { numRuns: propertyRuns(50) },
  );
});

const strangers = fc.array(
  fc.record({
    source: fc.integer({ min: 1, max: 300 }).map((n) => `198.51.${n >> 8}.${n & 255}`),
    user: fc.constantFrom('demo', 'demo', 'admin', 'nobody'),
    times: fc.integer({ min: 1, max: 60 }),
  }),
  { maxLength: 30 },
);

test('no number of wrong guesses from elsewhere shuts out a user at a usual source', async () => {
  await fc.assert(
    fc.asyncProperty(strangers, async (guessing) => {
      const { login } = arrange();
      expect(await login(true, '192.0.2.1')).toBe(true);
      for (const { source, user, times } of guessing) {
        for (let time = 0; time < times; time += 1) await login(false, source, user);
        expect(await login(true, '192.0.2.1')).toBe(true);
      }
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('colleagues who guess other names do not shut out a user at their common address', async () => {
  const { login } = arrange();
  await login(true, '192.0.2.1');
  for (let n = 0; n <= maximumFailures.source; n += 1) await login(false, '192.0.2.1', `user-${n}`);
  expect(await login(true, '192.0.2.1', 'alt_demo')).toBe('refused');
  expect(await login(true, '192.0.2.1')).toBe(true);
});

test('all unusual sources together get a bounded number of checks per window', async () => {
  await fc.assert(
    fc.asyncProperty(strangers, fc.integer({ min: 0, max: 3 }), async (guessing, logins) => {
      const { login, checked, clock } = arrange();
      for (let window = 0; window < 2; window += 1) {
        const before = checked();
        let rights = 0;
        for (const { source, times } of guessing) {
          for (let time = 0; time < times; time += 1) await login(false, source);
          // The user's own logins give nobody else more guesses.
          for (let time = 0; time < logins; time += 1)
            if ((await login(true, '192.0.2.1')) === true) rights += 1;
        }
        expect(checked() - before - rights).toBeLessThanOrEqual(maximumFailures.unusualSources);
        clock.pass(loginWindowSeconds);
      }
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('a usual source has a bounded number of guesses of its own', async () => {
  const { login, checked } = arrange();
  await login(true, '192.0.2.1');
  for (let time = 0; time < 3 * maximumFailures.usualSource; time += 1)
    await login(false, '192.0.2.1');
  expect(checked()).toBe(1 + maximumFailures.usualSource);
  expect(await login(true, '192.0.2.1')).toBe('refused');
});

test('one client cannot pass for many sources with the addresses of its IPv6 network', async () => {
  const { login } = arrange();
  for (let n = 0; n < maximumFailures.source; n += 1)
    await login(false, `2001:db8:1:2::${n.toString(16)}`, `user-${n}`);
  expect(await login(true, '2001:db8:1:2:ffff::1', 'admin')).toBe('refused');
  expect(await login(true, '2001:db8:1:3::1', 'admin')).toBe(true);
});

test('a source is usual for ninety days after the last login, and for one user', async () => {
  const { login, clock } = arrange();
  const fill = async () => {
    for (let time = 0; time < maximumFailures.unusualSources; time += 1)
      await login(false, '198.51.100.7');
  };
  await login(true, '192.0.2.1');
  clock.pass(89 * 86_400);
  await fill();
  expect(await login(true, '192.0.2.1')).toBe(true);
  clock.pass(89 * 86_400);
  await fill();
  expect(await login(true, '192.0.2.1')).toBe(true);
  clock.pass(90 * 86_400);
  await fill();
  expect(await login(true, '192.0.2.1')).toBe('refused');
});

test('the most recent sources of a user are kept, in one bounded row', async () => {
  const { login, clock, ports } = arrange();
  for (let n = 0; n < 3 * maximumUsualSources; n += 1) {
    expect(await login(true, `198.51.100.${n}`)).toBe(true);
    expect(await login(true, '192.0.2.1')).toBe(true);
    clock.pass(86_400);
  }
  expect(await ports.usualSources.list('user#demo')).toHaveLength(maximumUsualSources);
  for (let time = 0; time < maximumFailures.unusualSources; time += 1)
    await login(false, '203.0.113.9');
  expect(await login(true, '198.51.100.0')).toBe('refused');
  expect(await login(true, '192.0.2.1')).toBe(true);
});

test.each([
  ['a usual source', maximumFailures.usualSource, true],
  ['an unusual source', maximumFailures.unusualSources, false],
])(
  'concurrent right logins from %s wait for each other and all succeed',
  async (_, most, usual) => {
    const ports = { ...arrange().ports, sleep: (pause: number) => setTimeout(pause / 10) };
    const login = { source: 's', reference: 'demo', account: 'user#demo' };
    if (usual) await throttleLogin(ports, login, async () => true);
    const outcomes = await Promise.all(
      Array.from({ length: 5 * most }, () =>
        throttleLogin(ports, login, async () => {
          await setTimeout(1);
          return true;
        }),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set([true]));
  },
);

test('an outage during the check of a secret does not count as a failure', async () => {
  const { ports } = arrange();
  const attempt = (check: () => Promise<boolean>) =>
    throttleLogin(ports, { source: 's', reference: 'demo', account: 'user#demo' }, check);
  for (let count = 0; count < 2 * maximumFailures.usualSource; count += 1)
    await expect(attempt(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await attempt(async () => true)).toBe(true);
});
