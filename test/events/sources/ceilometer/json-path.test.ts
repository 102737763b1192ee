import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonPath } from '../../../../functions/events/sources/ceilometer/core/json-path.ts';
import { find } from '../../../../functions/events/sources/ceilometer/core/find-by-path.ts';
import { parseJsonPath } from '../../../../functions/events/sources/ceilometer/core/parse-json-path.ts';
import { dumps, loads } from '../../../../functions/platform/core/python-json.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const body = loads(
  '{"a":{"b":[{"k":"x","v":1},{"k":"y","v":2}],"odd.name":"o","s":"p.q.r"},"n":null,"t":"text"}',
);
const found = (path: string) =>
  find(parseJsonPath(path), body).map(({ value }) => JSON.parse(dumps(value)));

describe('a path finds', () => {
  test.each([
    ['t', ['text']],
    ['a.s', ['p.q.r']],
    ["a.'odd.name'", ['o']],
    ['a["odd.name"]', ['o']],
    ['a.b[0].k', ['x']],
    ['a.b[7].k', []],
    ['a.b[*].v', [1, 2]],
    ['a.b[1:].v', [2]],
    ['a.b[?k=y].v', [2]],
    ['a.b[?v>1 & k!=x].k', ['y']],
    ['a.b[?z].k', []],
    ['a..k', ['x', 'y']],
    ['$.t', ['text']],
    ['(nothing)|(t)', ['text']],
    ['n', [null]],
    ['a.s.`split(., 1, 1)`', ['q.r']],
    ['a.s.`split(., 0, -1)`', ['p']],
    ['a.b.`len`', [2]],
    ['t.`sub(/ex/, -)`', ['t-t']],
    ['t.b.c', []],
  ])('%s', (path, values) => {
    expect(found(path)).toEqual(values);
  });
});

test.each([
  'a..b..c',
  't.`sub(/(?=x)/, y)`',
  'a[?k~"(x)\\\\1"]',
  '',
  'a.',
  'a[',
  'a.`magic`',
  'a + b',
  '[',
  'a where b',
  "'open",
])('an invalid path is refused: %s', (path) => {
  expect(() => parseJsonPath(path)).toThrow(SyntaxError);
});

const substituting = (length: number) => `t.\`sub(/${'x'.repeat(length)}/, y)\``;

test('a regular expression has at most 1000 characters', () => {
  expect(found(substituting(1000))).toEqual([]);
  expect(() => parseJsonPath(substituting(1001))).toThrow('longer than 1000 characters');
});

test('the replacement may name groups, and $ is a character', () => {
  expect(found('t.`sub(/(t)(e)/, $\\\\2\\\\1)`')).toEqual(['$etxt']);
});

test('any text is a path or a syntax error, and no path throws for any value', () => {
  const piece = fc.constantFrom('a', '.', '..', '[', ']', '*', '0', '?', '=', '|', '(', ')', "'q'");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.json(), (pieces, json) => {
      const path = pathOrNone(pieces.join(''));
      expect(path === undefined || Array.isArray(find(path, loads(json)))).toBe(true);
    }),
    { numRuns: propertyRuns(500) },
  );
});

function pathOrNone(text: string): JsonPath | undefined {
  try {
    return parseJsonPath(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
