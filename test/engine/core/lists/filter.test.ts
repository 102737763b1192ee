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
    expect(parseFilter('like:x')).toEqual({ operator: 'eq', value: 'like:x' });
    expect(parseFilter('in:a,b')).toEqual({ operator: 'in', value: 'a,b' });
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
        expect(passes({ operator: 'has', value }, column)).toBe(likeOracle(column, value));
      }),
    );
  });

  test('`has` is fast on a hostile pattern', () => {
    const hostile = { operator: 'has', value: '%a'.repeat(2_000) } as const;
    expect(passes(hostile, 'a'.repeat(1_999))).toBe(false);
  });
});
