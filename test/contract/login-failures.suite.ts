import { expect, test } from 'vitest';
import type { LoginFailures } from '../../functions/ports/identity.ts';

const now = '2096-11-23T10:00:00.000000Z';
const until = '2096-11-23T10:05:00.000000Z';

export function loginFailuresSuite(make: () => Promise<LoginFailures>): void {
  test('failures are counted per subject', async () => {
    const failures = await make();
    expect(await failures.count('a', now)).toBe(0);
    await failures.add('a', now, until);
    await failures.add('a', now, until);
    await failures.add('b', now, until);
    expect(await failures.count('a', now)).toBe(2);
    expect(await failures.count('b', now)).toBe(1);
  });

  test('a stretch ends where its first failure said, whatever came after', async () => {
    const failures = await make();
    await failures.add('a', now, until);
    await failures.add('a', '2096-11-23T10:04:00.000000Z', '2096-11-23T10:09:00.000000Z');
    expect(await failures.count('a', until)).toBe(0);
    await failures.add('a', until, '2096-11-23T10:10:00.000000Z');
    expect(await failures.count('a', until)).toBe(1);
  });

  test('forgotten failures are none', async () => {
    const failures = await make();
    await failures.add('a', now, until);
    await failures.clear('a');
    await failures.clear('never');
    expect(await failures.count('a', now)).toBe(0);
  });
}
