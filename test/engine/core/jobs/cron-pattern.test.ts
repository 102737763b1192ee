import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTick } from '../../../../functions/engine/core/jobs/cron-pattern.ts';
import { after, instantOf } from '../../../../functions/platform/core/instant.ts';

describe('the next time of a pattern', () => {
  const monday = '2026-11-23T08:00:00.000000Z';

  test.each([
    ['* * * * *', '2026-11-23T08:01:00.000000Z'],
    ['*/15 * * * *', '2026-11-23T08:15:00.000000Z'],
    ['0 8 * * *', '2026-11-24T08:00:00.000000Z'],
    ['0 0 * * sun', '2026-11-29T00:00:00.000000Z'],
    ['0 0 * * 7', '2026-11-29T00:00:00.000000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000000Z'],
    ['0 0 1 jan *', '2027-01-01T00:00:00.000000Z'],
    ['1-5/2 9 * * *', '2026-11-23T09:01:00.000000Z'],
    ['@hourly', '2026-11-23T09:00:00.000000Z'],
    ['@daily', '2026-11-24T00:00:00.000000Z'],
    ['@midnight', '2026-11-24T00:00:00.000000Z'],
    ['@weekly', '2026-11-29T00:00:00.000000Z'],
    ['@monthly', '2026-12-01T00:00:00.000000Z'],
    ['@yearly', '2027-01-01T00:00:00.000000Z'],
    [' @Annually ', '2027-01-01T00:00:00.000000Z'],
  ])('%s', (pattern, next) => {
    expect(nextTick(pattern, monday)).toBe(next);
  });

  test('with both day fields a day needs to match only one of them', () => {
    const first = nextTick('0 0 13 * 5', monday);
    expect(first).toBe('2026-11-27T00:00:00.000000Z');
    expect(nextTick('0 0 13 * 5', '2026-12-11T00:00:00.000000Z')).toBe(
      '2026-12-13T00:00:00.000000Z',
    );
  });

  test.each([
    '',
    'bad',
    '* * * *',
    '* * * * * *',
    '@reboot',
    '60 * * * *',
    '0 0 31 2 *',
    '*/0 * * * *',
    '0,1,2,3,4,5,6,7,8,9,10,11 * * * *',
  ])('%j is refused', (pattern) => {
    expect(() => nextTick(pattern, monday)).toThrow(
      `The specified pattern is not valid: ${pattern}`,
    );
  });

  test('is a later, whole minute, and the first such', () => {
    const minutes = fc.integer({ min: 1, max: 59 });
    const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });
    fc.assert(
      fc.property(minutes, seconds, (every, second) => {
        const from = instantOf(second * 1000);
        const next = nextTick(`*/${every} * * * *`, from);
        expect(next > from).toBe(true);
        expect(next.slice(17)).toBe('00.000000Z');
        expect(nextTick(`*/${every} * * * *`, after(next, -1))).toBe(next);
      }),
    );
  });
});
