import { describe, expect, test } from 'vitest';
import { aKey, aPartition, aRow, rowKey } from '../../fakes/dynamo-limits.ts';

describe('stores in memory refuse what DynamoDB refuses', () => {
  test.each([
    ['an empty key', ''],
    ['a sort key of 1025 bytes', 'k'.repeat(1025)],
    ['a sort key of 513 characters of two bytes', 'é'.repeat(513)],
    ['half of a surrogate pair', 'a\ud800'],
  ])('%s', (_what, key) => {
    expect(() => aKey(key)).toThrow('DynamoDB refuses');
    expect(() => rowKey('project', key)).toThrow('DynamoDB refuses');
  });

  test('a partition key over 2048 bytes with what we add to it, and an empty one', () => {
    expect(() => aPartition('p'.repeat(2040))).toThrow('DynamoDB refuses');
    expect(() => rowKey('', 'k')).toThrow('DynamoDB refuses');
  });

  const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

  test.each([
    ['a row over 400 kB', { text: 'x'.repeat(409_600) }],
    ['a row over 400 kB of names', { map: { ['n'.repeat(409_600)]: 1 } }],
    ['a lone surrogate, however deep', { list: [{ text: '\udfff' }] }],
    ['a lone surrogate in a name', { map: { '\ud800': 1 } }],
    ['a number that is none', { number: Number.NaN }],
    ['an infinite number', { number: Number.POSITIVE_INFINITY }],
    ['a number of 1E126', { number: 10n ** 126n }],
    ['a number of 39 digits', { number: 10n ** 39n - 1n }],
    ['a number below 1E-130', { number: 1e-131 }],
    ['an integer that loses digits', { number: 2 ** 53 }],
    ['an object of a class', { at: new Date(0) }],
    ['33 levels', nested(34)],
  ])('%s', (_what, row) => {
    expect(() => aRow(Object(row))).toThrow(
      /DynamoDB|NaN|Infinity|MAX_SAFE_INTEGER|Unsupported type/,
    );
  });

  test('and nothing else', () => {
    expect(aKey('k'.repeat(1024))).toHaveLength(1024);
    expect(aPartition('p'.repeat(2000))).toHaveLength(2000);
    for (const row of [
      { text: 'x'.repeat(409_590) },
      { text: '', none: null, left: undefined, list: [], map: {}, yes: true, emoji: '😀' },
      {
        number: 1e-130,
        large: 10n ** 125n,
        negative: -(2 ** 53) + 1,
        zero: 0,
        digits: 10n ** 38n - 1n,
      },
      Object(nested(32)),
    ])
      expect(aRow(row)).toBe(row);
  });
});
