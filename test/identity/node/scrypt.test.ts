import { expect, test } from 'vitest';
import { scryptPasswords } from '../../../functions/identity/node/scrypt.ts';

test('only the right password matches a hash; without a hash none matches', async () => {
  const hash = await scryptPasswords.hash('correct horse');
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(
    await Promise.all([
      scryptPasswords.verify('correct horse', hash),
      scryptPasswords.verify('wrong horse', hash),
      scryptPasswords.verify('', undefined),
    ]),
  ).toEqual([true, false, false]);
});

test('a hash with another cost is still verified', async () => {
  const { scryptSync } = await import('node:crypto');
  const salt = Buffer.from('0123456789abcdef');
  const key = scryptSync('old', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url');
  const hash = `scrypt$1024$8$1$${salt.toString('base64url')}$${key}`;
  expect(await scryptPasswords.verify('old', hash)).toBe(true);
});
