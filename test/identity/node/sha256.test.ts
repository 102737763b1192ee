import { expect, test } from 'vitest';
import { sha256Secrets } from '../../../functions/identity/node/sha256.ts';

test('generated secrets are long, URL-safe and distinct', () => {
  const secrets = Array.from({ length: 10 }, () => sha256Secrets.generate());
  expect(secrets.every((secret) => /^[\w-]{86}$/.test(secret))).toBe(true);
  expect(new Set(secrets).size).toBe(10);
});

test('a secret matches its own hash only', () => {
  const hash = sha256Secrets.hash('secret');
  expect(sha256Secrets.verify('secret', hash)).toBe(true);
  for (const [secret, other] of [
    ['Secret', hash],
    ['secret', ''],
    ['secret', hash.slice(1)],
  ] as const)
    expect(sha256Secrets.verify(secret, other)).toBe(false);
});
