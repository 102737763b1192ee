import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { naiveTime, parseIsoTime } from '../../../../functions/alarming/core/time/naive-time.ts';

describe('a timestamp of Aodh', () => {
  test.each([
    ['2026-11-23T00:24:21.187493Z', '2026-11-23T00:24:21.187493'],
    ['2026-11-23T00:24:21.000000Z', '2026-11-23T00:24:21'],
    ['2026-11-23T00:24:21.000100Z', '2026-11-23T00:24:21.000100'],
  ])('of %s is %s', (instant, printed) => {
    expect(naiveTime(instant)).toBe(printed);
  });

  test.each([
    ['2026-11-23', '2026-11-23T00:00:00.000000Z'],
    ['2026-11-23T01:00:00+02:00', '2026-11-22T23:00:00.000000Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
  ])('%s is read as %s', (text, instant) => {
    expect(parseIsoTime(text)).toBe(instant);
  });

  test.each(['', 'zz', '2026-02-30', '2026-11-23T25:00:00'])('%j is refused', (text) => {
    expect(parseIsoTime(text)).toBeUndefined();
  });

  test('is read back as the same instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
        (date, microseconds) => {
          const instant = `${date.toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`;
          expect(parseIsoTime(naiveTime(instant))).toBe(instant);
        },
      ),
    );
  });
});
