import { expect, test } from 'vitest';
import { identifierOf, isIdentifier, isName } from '../../../functions/identity/core/identifier.ts';

test('an identifier is a UUID without its dashes', () => {
  expect(identifierOf('5b25e0ea-7f8d-487a-bce6-f6a2556a1e3f')).toBe(
    '5b25e0ea7f8d487abce6f6a2556a1e3f',
  );
  expect(isIdentifier('5b25e0ea7f8d487abce6f6a2556a1e3f')).toBe(true);
  for (const other of ['', 'demo', '5b25e0ea-7f8d-487a-bce6-f6a2556a1e3f', `${'a'.repeat(32)}\n`])
    expect(isIdentifier(other)).toBe(false);
});

test('a name has 1 to 255 characters and is Unicode', () => {
  for (const name of ['demo', 'ü', '😀', 'x'.repeat(255)]) expect(isName(name)).toBe(true);
  for (const other of ['', 'x'.repeat(256), '\ud800']) expect(isName(other)).toBe(false);
});
