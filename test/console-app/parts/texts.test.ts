import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText } from '../../../console/src/parts/duration.ts';
import { indentedJson } from '../../../console/src/parts/indented-json.ts';

describe('JSON is shown with indents', () => {
  it('as the printer of the language indents it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(JSON.parse(indentedJson(text))).toEqual(value);
        expect(indentedJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it('with all digits of its numbers', () => {
    expect(indentedJson('[12345678901234567890, 1.10]')).toBe(
      '[\n  12345678901234567890,\n  1.10\n]',
    );
  });

  it('but text that is no JSON stays as it is', () => {
    expect(indentedJson('{not json}')).toBe('{not json}');
  });
});

it.each([
  [0, '0 ms'],
  [839.6, '840 ms'],
  [12_400, '12.4 s'],
  [185_000, '3 min 5 s'],
  [3_600_000, '1 h 0 min'],
  [90_000_000, '1 d 1 h'],
])('%d ms reads as %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
