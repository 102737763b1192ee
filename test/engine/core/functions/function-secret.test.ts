import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  requireSecretName,
  requireSecretValue,
  secretBytes,
  withoutSecret,
  withSecret,
} from '../../../../functions/engine/core/functions/function-secret.ts';

const secret = (name: string, bytes = 10) => ({ name, bytes, sealed: `sealed ${name}` });

describe('the name of a secret', () => {
  test.each(['A', 'API_KEY', 'database_url2', 'Paths', 'x'.repeat(64)])(
    '%s is accepted',
    (name) => {
      expect(() => requireSecretName(name)).not.toThrow();
    },
  );

  test.each(['', '1A', '_A', 'A-B', 'A B', 'é', 'A=B', 'A\n', '__proto__', 'x'.repeat(65)])(
    '%j is refused as no name of a variable',
    (name) => {
      expect(() => requireSecretName(name)).toThrow('letters, digits and underscores');
    },
  );

  test.each([
    'AWS_ACCESS_KEY_ID',
    'aws_region',
    'LAMBDA_TASK_ROOT',
    'TAIBAI_ENTRY',
    'LD_PRELOAD',
    'PYTHONPATH',
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'LC_ALL',
    'TZ',
    'SSL_CERT_FILE',
  ])('%s is refused as reserved', (name) => {
    expect(() => requireSecretName(name)).toThrow('reserved');
  });
});

describe('the value of a secret', () => {
  test('may be empty, of several lines, and of any characters but NUL and half ones', () => {
    for (const value of ['', 'a\nb', '日本 😀', '\u0001']) requireSecretValue(value);
    for (const value of ['a\0b', '\ud800', 'x\udc00'])
      expect(() => requireSecretValue(value)).toThrow('must be text');
    expect(() => requireSecretValue('x'.repeat(3073))).toThrow('at most 3072 bytes');
  });
});

describe('the secrets of a function', () => {
  test('are one of each name, in the order of their names', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-C]{1,2}$/), { maxLength: 20 }), (names) => {
        const all = names.reduce(
          (secrets, name, index) => withSecret(secrets, { ...secret(name), sealed: String(index) }),
          withoutSecret([], 'A'),
        );
        expect(all.map(({ name }) => name)).toEqual([...new Set(names)].toSorted());
        for (const { name, sealed } of all) expect(sealed).toBe(String(names.lastIndexOf(name)));
      }),
    );
  });

  test('may have 3072 bytes together, and not one more, whichever comes last', () => {
    const most = withSecret([secret('A', 2000)], secret('B', 1072));
    expect(most).toHaveLength(2);
    expect(() => withSecret([secret('A', 2000)], secret('B', 1073))).toThrow('at most 3072 bytes');
    expect(withSecret(most, secret('A', 1))).toHaveLength(2);
  });

  test('are at most 32', () => {
    const names = Array.from({ length: 32 }, (_, index) => secret(`S${index}`));
    const all = names.reduce(withSecret, []);
    expect(withSecret(all, secret('S1'))).toHaveLength(32);
    expect(() => withSecret(all, secret('S32'))).toThrow('at most 32 secrets');
  });

  test('count at least what Lambda measures of the name and value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const measured = Buffer.byteLength(JSON.stringify({ NAME: value })) - 2;
        expect(secretBytes('NAME', value)).toBeGreaterThanOrEqual(measured);
      }),
    );
  });
});
