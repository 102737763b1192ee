import { describe, expect, test } from 'vitest';
import { regularExpression } from '../../../../functions/alarming/core/query/regular-expression.ts';

const matches = (source: string, text: string) => regularExpression(source)?.(text);

describe('a regular expression in a query', () => {
  test.each([
    ['^instance-[0-9]{3}$', 'instance-042', true],
    ['^instance-[0-9]{3}$', 'instance-42', false],
    ['instance|volume', 'a volume', true],
    ['(?i)CPU', 'high cpu', true],
    ['CPU', 'high cpu', false],
    ['', 'anything', true],
  ])('%s on %s is %s', (pattern, text, found) => {
    expect(matches(pattern, text)).toBe(found);
  });

  test.each(['(', '[a', 'a{2,1}', '(?=a)', '(a)\\1', '(((a{100}){100}){100})', 'a'.repeat(1001)])(
    'is refused if RE2 does not accept it: %#',
    (pattern) => {
      expect(regularExpression(pattern)).toBeUndefined();
    },
  );

  test.each(['(a+)+$', '(a|a)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){20}b'])(
    '%s takes linear time on a text that it does not match',
    (pattern) => {
      const began = performance.now();
      matches(pattern, `${'a'.repeat(3000)}!`);
      expect(performance.now() - began).toBeLessThan(1000);
    },
  );
});
