import { describe, expect, it } from 'vitest';
import { type Item, itemBytes } from '../../local/bench/cost/item-size.ts';
import {
  entryOf,
  indexWriteUnits,
  queryUnits,
  readUnits,
  writeUnits,
} from '../../local/bench/cost/units.ts';

/** A row of so many bytes. */
const sized = (bytes: number, over: Item = {}): Item => ({
  ...over,
  x: { S: 'y'.repeat(bytes - itemBytes(over) - 1) },
});
const kilobytes = (number: number): Item => sized(Math.round(number * 1024));

// The examples of the developer guide, "DynamoDB item sizes and formats".
describe('the size of an item', () => {
  it('is that of its names and values', () => {
    expect(itemBytes({ 'shirt-color': { S: 'R' }, 'shirt-size': { S: 'M' } })).toBe(23);
  });

  it('counts text in UTF-8', () => {
    expect(itemBytes({ é: { S: '日本' } })).toBe(2 + 6);
  });

  it.each([
    ['0', 1],
    ['7', 2],
    ['27', 2],
    ['-27', 3],
    ['461', 3],
    ['461000', 3],
    ['0.00461', 3],
    ['1234567890', 6],
    ['1E+20', 2],
    ['12345678901234567890123456789012345678', 20],
    ['-12345678901234567890123456789012345678', 21],
  ])('of the number %s follows from its significant digits', (number, bytes) => {
    expect(itemBytes({ n: { N: number } })).toBe(1 + bytes);
  });

  it('is one for null and booleans, and the raw bytes for binary', () => {
    expect(itemBytes({ a: { NULL: true }, b: { BOOL: false }, c: { B: 'AAECAw==' } })).toBe(
      2 + 2 + 5,
    );
  });

  it('is the sum of the elements for a set', () => {
    expect(itemBytes({ a: { SS: ['one', 'two'] }, b: { NS: ['1', '22'] } })).toBe(7 + 5);
  });

  it('has three bytes for a list or map, and one for each element', () => {
    expect(itemBytes({ l: { L: [] }, m: { M: {} } })).toBe(4 + 4);
    expect(itemBytes({ l: { L: [{ S: 'ab' }, { BOOL: true }] } })).toBe(1 + 3 + 2 + 3);
    expect(itemBytes({ m: { M: { key: { S: 'ab' } } } })).toBe(1 + 3 + 1 + 5);
  });
});

// The examples of the developer guide, "DynamoDB read and write operations".
describe('write units of a table', () => {
  it.each([
    [0.1, 1],
    [1, 1],
    [1.5, 2],
    [3, 3],
  ])('of %d kB are %d', (size, units) => {
    const after = kilobytes(size);
    expect(writeUnits({ before: undefined, after })).toBe(units);
    expect(writeUnits({ before: undefined, after }, true)).toBe(2 * units);
  });

  it('go by the larger of the row before and after', () => {
    expect(writeUnits({ before: kilobytes(3), after: kilobytes(0.5) })).toBe(3);
    expect(writeUnits({ before: kilobytes(0.5), after: kilobytes(2.5) })).toBe(3);
    expect(writeUnits({ before: kilobytes(2.5), after: undefined })).toBe(3);
  });

  it('are one where a condition fails on a row that is not there', () => {
    expect(writeUnits({ before: undefined, after: undefined })).toBe(1);
  });
});

describe('read units', () => {
  it('go by 4 kB, half for an eventually consistent read, double in a transaction', () => {
    expect(readUnits(kilobytes(3.5), 'strong')).toBe(1);
    expect(readUnits(kilobytes(10), 'strong')).toBe(3);
    expect(readUnits(kilobytes(10), 'eventual')).toBe(1.5);
    expect(readUnits(kilobytes(4), 'transactional')).toBe(2);
    expect(readUnits(undefined, 'eventual')).toBe(0.5);
  });

  it('of a query go by the sum of its rows', () => {
    expect(
      queryUnits(
        Array.from({ length: 10 }).map(() => kilobytes(4.08)),
        'strong',
      ),
    ).toBe(11);
    expect(queryUnits([kilobytes(1.5), kilobytes(2)], 'eventual')).toBe(0.5);
    expect(queryUnits([], 'eventual')).toBe(0.5);
    expect(queryUnits([], 'strong')).toBe(1);
  });
});

// The cases of the developer guide, "Using Global Secondary Indexes in DynamoDB".
describe('write units of an index', () => {
  const keys = { name: 'by-due', key: ['shard', 'at'], projected: ['pk', 'sk', 'shard', 'at'] };
  const whole = { ...keys, projected: 'all' as const };
  const key = { pk: { S: 'p' }, sk: { S: 's' } };
  const due = { ...key, shard: { S: 'due-1' }, at: { S: '2026' } };

  it('are none if the row is in the index neither before nor after', () => {
    expect(indexWriteUnits({ before: key, after: sized(2000, key) }, whole)).toBe(0);
    expect(indexWriteUnits({ before: key, after: { ...key, shard: { S: 'due-1' } } }, whole)).toBe(
      0,
    );
  });

  it('are one write when the row comes into the index, and one when it leaves', () => {
    expect(indexWriteUnits({ before: undefined, after: sized(2000, due) }, whole)).toBe(2);
    expect(indexWriteUnits({ before: sized(2000, due), after: key }, whole)).toBe(2);
    expect(indexWriteUnits({ before: sized(2000, due), after: undefined }, keys)).toBe(1);
  });

  it('are two writes when the key of the entry changes', () => {
    const before = sized(1500, due);
    const after = sized(2500, { ...due, at: { S: '2027' } });
    expect(indexWriteUnits({ before, after }, whole)).toBe(2 + 3);
    expect(indexWriteUnits({ before, after }, keys)).toBe(1 + 1);
  });

  it('are one write when only projected attributes change, by the larger entry', () => {
    expect(indexWriteUnits({ before: sized(1500, due), after: sized(2500, due) }, whole)).toBe(3);
  });

  it('are none when what changes is not projected, or nothing changes', () => {
    expect(indexWriteUnits({ before: sized(1500, due), after: sized(2500, due) }, keys)).toBe(0);
    expect(indexWriteUnits({ before: due, after: due }, whole)).toBe(0);
  });

  it('counts what is projected and nothing else', () => {
    expect(entryOf(sized(2500, due), keys)).toStrictEqual(due);
  });
});
