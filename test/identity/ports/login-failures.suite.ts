import { expect, test } from 'vitest';
import type { LoginAttempt, LoginFailures } from '../../../functions/identity/ports.ts';

const now = '2096-11-23T10:00:00.000000Z';
const until = '2096-11-23T10:05:00.000000Z';
const window = { now, until, limit: 3 };

export function loginFailuresSuite(make: () => Promise<LoginFailures>): void {
  /** Attempts for the subject `a`. */
  async function arrange() {
    const failures = await make();
    const begin = (subject = 'a', over: object = {}) =>
      failures.begin(subject, { ...window, ...over });
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
    expect(await begin('b')).toEqual({ subject: 'b', until });
  });

  test('failures count until the end of the window that the first attempt opened', async () => {
    const { failures, begin, guess } = await arrange();
    for (let count = 0; count < 3; count += 1) await failures.fail(await guess());
    expect(await begin()).toBe('full');
    const later = { now: '2096-11-23T10:04:00.000000Z', until: '2096-11-23T10:09:00.000000Z' };
    expect(await begin('a', later)).toBe('full');
    const next = { now: until, until: '2096-11-23T10:10:00.000000Z' };
    expect(await begin('a', next)).toEqual({ subject: 'a', until: next.until });
  });

  test('a cancelled attempt does not count, and keeps the failures', async () => {
    const { failures, begin, guess } = await arrange();
    await failures.fail(await guess());
    await failures.fail(await guess());
    for (let count = 0; count < 5; count += 1) await failures.cancel(await guess());
    await failures.fail(await guess());
    expect(await begin()).toBe('full');
  });

  test('a success resets the failures but not the attempts being checked', async () => {
    const { failures, begin, guess } = await arrange();
    await failures.fail(await guess());
    const [looked, right] = [await guess(), await guess()];
    expect(await begin()).toBe('busy');
    await failures.succeed(right);
    await failures.fail(looked);
    await failures.fail(await guess());
    await failures.fail(await guess());
    expect(await begin()).toBe('full');
  });

  test('an attempt from an ended window does not affect the next', async () => {
    const { failures, begin, guess } = await arrange();
    const [wrong, back, right] = [await guess(), await guess(), await guess()];
    const next = { now: until, until: '2096-11-23T10:10:00.000000Z' };
    await begin('a', next);
    await Promise.all([failures.fail(wrong), failures.cancel(back), failures.succeed(right)]);
    await begin('a', next);
    await begin('a', next);
    expect(await begin('a', next)).toBe('busy');
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
