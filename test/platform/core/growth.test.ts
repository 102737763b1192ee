import { describe, expect, test } from 'vitest';
import { isoMicroseconds } from '../../../functions/platform/core/python-datetime.ts';
import {
  byCodePoint,
  dumps,
  loads,
  loadsAnyDigits,
} from '../../../functions/platform/core/python-json.ts';
import { pythonFloat, pythonInt } from '../../../functions/platform/core/python-number.ts';
import { pythonText } from '../../../functions/platform/core/python-text.ts';
import { growthOf } from '../../support/growth.ts';

/** JSON text of a value inside as many lists as there may be. */
const nested = (text: string) => `${'[1,'.repeat(499)}${text}${']'.repeat(499)}`;
const longKeyAmong = (size: number) =>
  `{"${'m'.repeat(size)}":1,${Array.from({ length: size }, (_, i) => `"m${i}":1`).join(',')}}`;

const hostile: readonly (readonly [string, (size: number) => string])[] = [
  ['a text', (size) => `"${'é"\\'.replace(/["\\]/g, '\\$&').repeat(size)}"`],
  ['a list', (size) => `[${'0,'.repeat(size)}0]`],
  [
    'integers of all the digits there may be',
    (size) => `[${`${'9'.repeat(4300)},`.repeat(size / 50)}0]`,
  ],
  ['a float with many digits', (size) => `[${'9'.repeat(size)}.0]`],
  ['the same key again', (size) => `{${'"a":[1,2],'.repeat(size)}"a":1}`],
  ['a long key among many', longKeyAmong],
  ['a large value in many lists', (size) => nested(`"${'x'.repeat(size)}"`)],
];

const digits = (size: number) => '9'.repeat(size);
const refused = (text: string) => expect(() => loads(text)).toThrow(SyntaxError);
const texts = (n: number) => ['m'.repeat(n), ...Array.from({ length: n }, (_, i) => `m${i}`)];

describe('twice the JSON takes at most 2.5 times the work', { retry: 4 }, () => {
  test.each(hostile)('to read: %s', (_, textOf) => {
    expect(growthOf(textOf, loads)).toBeLessThanOrEqual(2.5);
  });

  test.each(hostile)('to write sorted: %s', (_, textOf) => {
    expect(
      growthOf(
        (size) => loads(textOf(size)),
        (value) => dumps(value, { sortKeys: true }),
      ),
    ).toBeLessThanOrEqual(2.5);
  });

  test.each(hostile)('to print as Python does: %s', (_, textOf) => {
    expect(growthOf((size) => [loads(textOf(size))], pythonText)).toBeLessThanOrEqual(2.5);
  });

  test('to refuse an integer with too many digits, or to leave it to the caller', () => {
    expect(growthOf(digits, refused, 10_000)).toBeLessThanOrEqual(2.5);
    expect(growthOf(digits, (text) => dumps(loadsAnyDigits(text)))).toBeLessThanOrEqual(2.5);
  });
});

describe('twice the text takes at most 2.5 times the work', { retry: 4 }, () => {
  test.each<[string, (size: number) => string, (text: string) => unknown]>([
    [
      'an instant with a long fraction',
      (n) => `2017-01-01T00:00:00.${'9'.repeat(n)}`,
      isoMicroseconds,
    ],
    ['no instant', (n) => `2017-01-01T00:00:00.${'9'.repeat(n)}x`, isoMicroseconds],
    ['digits', (n) => '9'.repeat(n), pythonInt],
    ['digits with underscores', (n) => '9_'.repeat(n), pythonInt],
    ['digits of another script', (n) => '\u{1d7ff}'.repeat(n), pythonFloat],
    ['digits of all sorts', (n) => '9٣\u{1d7ff}\u00a0é'.repeat(n), pythonFloat],
    ['a float', (n) => `${'9'.repeat(n)}.${'9'.repeat(n)}e9`, pythonFloat],
    ['blanks', (n) => `${' '.repeat(n)}1${' '.repeat(n)}x`, pythonInt],
  ])('%s', (_, textOf, work) => {
    // Behind the bound of digits, below which Python's own work is quadratic.
    expect(growthOf(textOf, work, 4500)).toBeLessThanOrEqual(2.5);
  });

  test('sorting', () => {
    expect(growthOf(texts, (all) => all.toSorted(byCodePoint))).toBeLessThanOrEqual(2.5);
  });
});
