import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter, passes } from '../../../../functions/engine/core/lists/filter.ts';

/** LIKE as a regular expression: slow on hostile patterns, but obviously correct. */
const likeOracle = (text: string, part: string) =>
  new RegExp(
    `^[^]*${Array.from(part)
      .map((c) => (c === '%' ? '[^]*' : c === '_' ? '[^]' : c.replace(/[^\w]/u, String.raw`\$&`)))
      .join('')}[^]*$`,
  ).test(text);

describe('a filter', () => {
  test('without a known operator compares the whole text', () => {
    expect(parseFilter('like:x')).toMatchObject({ operator: 'eq', value: 'like:x' });
    expect(parseFilter('in:a,b')).toMatchObject({ operator: 'in', values: new Set(['a', 'b']) });
    expect(parseFilter('eq:in:a')).toMatchObject({ operator: 'eq', value: 'in:a' });
  });

  test('never passes an absent value', () => {
    for (const operator of ['eq', 'neq', 'nin', 'has'])
      expect(passes(parseFilter(`${operator}:x`), null)).toBe(false);
  });

  test('`has` matches as LIKE does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '.', '%', '_'), maxLength: 6 });
    fc.assert(
      fc.property(text, part, (column, value) => {
        expect(passes(parseFilter(`has:${value}`), column)).toBe(likeOracle(column, value));
      }),
    );
  });

  test('`has` takes a pattern of 255 characters, and no longer one', () => {
    const longest = parseFilter(`has:${'%a'.repeat(127)}b`);
    expect(passes(longest, 'a'.repeat(255))).toBe(false);
    expect(() => parseFilter(`has:${'a'.repeat(256)}`)).toThrow('255 characters');
  });
});
