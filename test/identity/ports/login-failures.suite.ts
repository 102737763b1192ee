import { expect, test } from 'vitest';
import type { LoginAttempt, LoginFailures } from '../../../functions/identity/ports.ts';

const until = '2096-11-23T10:05:00.000000Z';
const next = '2096-11-23T10:10:00.000000Z';

export function loginFailuresSuite(make: () => Promise<LoginFailures>): void {
  /** Attempts for the subject `a`. */
  async function arrange() {
    const failures = await make();
    const begin = (over: object = {}) => failures.begin({ subject: 'a', until, limit: 3, ...over });
    const guess = async (): Promise<LoginAttempt> => {
      const begun = await begin();
      if (typeof begun === 'string') throw new Error(`${begun}, but there should be room`);
      return begun;
    };
    return { failures, begin, guess };
  }

  test('concurrent attempts are limited per subject', async () => {
    const { begin } = await arrange();
    const many = await Promise.all(Array.from({ length: 20 }, () => begin()));
    expect(many.filter((one) => one === 'busy')).toHaveLength(17);
    expect(many.filter((one) => typeof one !== 'string')).toHaveLength(3);
    expect(await begin({ subject: 'b' })).toEqual({ subject: 'b', until });
  });

  test('failures count in their window only', async () => {
    const { failures, begin, guess } = await arrange();
    for (let count = 0; count < 3; count += 1) await failures.fail(await guess());
    expect(await begin()).toBe('full');
    expect(await begin({ until: next })).toEqual({ subject: 'a', until: next });
    expect(await begin()).toBe('full');
  });

  test('a cancelled attempt does not count, and keeps the failures', async () => {
    const { failures, begin, guess } = await arrange();
    await failures.fail(await guess());
    await failures.fail(await guess());
    for (let count = 0; count < 5; count += 1) await failures.cancel(await guess());
    await failures.fail(await guess());
    expect(await begin()).toBe('full');
  });

  test('an attempt from an ended window does not affect the next', async () => {
    const { failures, begin, guess } = await arrange();
    const [wrong, back] = [await guess(), await guess()];
    await begin({ until: next });
    await Promise.all([failures.fail(wrong), failures.cancel(back)]);
    await begin({ until: next });
    await begin({ until: next });
    expect(await begin({ until: next })).toBe('busy');
  });

  test('concurrent failures get as many checks as sequential ones', async () => {
    const { failures, begin } = await arrange();
    let looked = 0;
    const attempt = async () => {
      const begun = await begin();
      if (typeof begun === 'string') return;
      looked += 1;
      await failures.fail(begun);
    };
    await Promise.all(Array.from({ length: 12 }, attempt));
    await attempt();
    expect(looked).toBe(3);
  });
}
