import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addressFormat, addressText } from '../../../console/src/address.ts';

const filters = z.object({ text: addressText });
const read = (address: string) => filters.parse(addressFormat.parseSearch(address)).text;
const text = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom('1', '0123', '12345678901234567890', '1e3', 'true', 'null', '{"a":1}', '[1]'),
);

describe('a text in an address', () => {
  it('is read as somebody types it, unless it is quoted', () => {
    fc.assert(
      fc.property(text, (typed) => {
        fc.pre(!typed.startsWith('"'));
        expect(read(`?text=${encodeURIComponent(typed)}`)).toBe(typed);
      }),
    );
  });

  it('is read as a link writes it', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constant('"')), (linked) => {
        expect(read(addressFormat.stringifySearch({ text: linked }))).toBe(linked);
      }),
    );
  });

  it('is none if it is empty', () => {
    expect(read('?text=')).toBeUndefined();
    expect(read('?text=""')).toBeUndefined();
  });
});

it('numbers and booleans of an address are what they were in the link', () => {
  const search = { hours: 24, granularity: 0.5, create: true };
  expect(addressFormat.parseSearch(addressFormat.stringifySearch(search))).toEqual(search);
});
