import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regularExpression } from '../../functions/core/regular-expression.ts';

const matches = (source: string, text: string) => regularExpression(source)?.(text);

/** Sources built from every form the syntax has, so that JavaScript reads them alike. */
const source = fc.letrec<{ one: string; row: string; whole: string }>((tie) => ({
  one: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '[a-c]', '\\w') },
    { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\.', '\\d', '\\s', '\\W', '\\B') },
    { weight: 2, arbitrary: tie('whole').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie('whole').map((inner) => `(?:${inner})`) },
  ),
  row: fc
    .array(
      fc.tuple(tie('one'), fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}')),
      {
        maxLength: 4,
      },
    )
    .map((parts) =>
      parts.map(([one, repeat]) => one + (/^(\^|\$|\\[bB])$/.test(one) ? '' : repeat)).join(''),
    ),
  whole: fc.array(tie('row'), { minLength: 1, maxLength: 2 }).map((rows) => rows.join('|')),
})).whole;

describe('a regular expression in a query', () => {
  test('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(
        source,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', ' ', '1'), maxLength: 8 }),
        (pattern, text) => {
          const found = matches(pattern, text);
          fc.pre(found !== undefined);
          expect(found).toBe(new RegExp(pattern, 'u').test(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['^instance-[0-9]{3}$', 'instance-042', true],
    ['^instance-[0-9]{3}$', 'instance-42', false],
    ['(?i)CPU', 'high cpu', true],
    ['CPU', 'high cpu', false],
    ['(?i)[^a]', 'A', false],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['a\\|b', 'a|b', true],
    ['😀+', 'x😀😀', true],
    ['', 'anything', true],
  ])('%s on %s is %s', (pattern, text, found) => {
    expect(matches(pattern, text)).toBe(found);
  });

  test.each(['(', ')', '[a', 'a{2,1}', '*', 'a**?', '(?=a)', '(a)\\1', '\\', '[b-a]', '\\k'])(
    '%s is refused',
    (pattern) => {
      expect(regularExpression(pattern)).toBeUndefined();
    },
  );

  test.each(['(a+)+$', '(a|a)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){20}'])(
    '%s takes no longer on a text it does not match',
    (pattern) => {
      const began = performance.now();
      matches(pattern, 'a'.repeat(5000));
      expect(performance.now() - began).toBeLessThan(1500);
    },
  );

  test.each(['(((){999}){999}){999}', 'a{9999}', '(a{100}){100}', '('.repeat(2000)])(
    'a pattern of too many steps is refused at once: %#',
    (pattern) => {
      expect(regularExpression(pattern)).toBeUndefined();
    },
  );
});
