import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byCodePoint,
  dumps,
  floatRepr,
  loads,
} from '../../../functions/platform/core/python-json.ts';

const pointsOf = (from: string) => Array.from(from, (point) => point.codePointAt(0) ?? 0);

/** JSON text, and what `json.dumps(json.loads(text))` prints for it in Python 3.11. */
const asPythonPrints: readonly (readonly [string, string])[] = [
  ['{"name":"Q"}', '{"name": "Q"}'],
  ['[1,1.0,1e16,1E2,1e-5,0.0001]', '[1, 1.0, 1e+16, 100.0, 1e-05, 0.0001]'],
  ['[-0,-0.0,0.0]', '[0, -0.0, 0.0]'],
  ['12345678901234567890', '12345678901234567890'],
  ['123456789012345.6', '123456789012345.6'],
  ['1234567890123456.0', '1234567890123456.0'],
  ['12345678901234567.0', '1.2345678901234568e+16'],
  ['1e999', 'Infinity'],
  ['"é\u2028😀\\u007f/"', '"\\u00e9\\u2028\\ud83d\\ude00\\u007f/"'],
  ['"\\b\\f\\n\\r\\t\\u0001"', '"\\b\\f\\n\\r\\t\\u0001"'],
  ['{"b":{},"a":[]}', '{"b": {}, "a": []}'],
  ['{"a":1,"b":2,"a":{"c":3,"c":4}}', '{"a": {"c": 4}, "b": 2}'],
];

describe('JSON as Python writes it', () => {
  test.each(asPythonPrints)('%s becomes %s', (arrives, printed) => {
    expect(dumps(loads(arrives))).toBe(printed);
  });

  test('keys can be sorted by code point', () => {
    expect(dumps(loads('{"b":1,"a":{"d":1,"c":2}}'), { sortKeys: true })).toBe(
      '{"a": {"c": 2, "d": 1}, "b": 1}',
    );
    expect(['\uffff', '😀'].toSorted(byCodePoint)).toEqual(['\uffff', '😀']);
  });

  test('any two texts are in the order of their lists of code points', () => {
    expect.hasAssertions();
    const unit = fc.constantFrom(
      'a',
      'b',
      '\ud800',
      '\ud83d',
      '\ude00',
      '\udfff',
      '\ue000',
      '\uffff',
    );
    const text = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [a, b] = [pointsOf(left), pointsOf(right)];
        const at = a.findIndex((point, index) => point !== b[index]);
        const expected =
          at < 0 || at >= b.length ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
        expect(Math.sign(byCodePoint(left, right))).toBe(Math.sign(expected));
      }),
      { numRuns: 2000 },
    );
  });

  test('printing is idempotent', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const printed = dumps(loads(json));
        expect(dumps(loads(printed))).toBe(printed);
      }),
    );
  });

  test('a printed float reads back as the same float', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(floatRepr(value))).toBe(value);
      }),
    );
  });
});
