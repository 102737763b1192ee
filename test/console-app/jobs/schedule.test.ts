import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleInWords } from '../../../console/src/parts/schedule-words.ts';
import { nextRuns } from '../../../console/src/screens/jobs/schedule.ts';
import { typedTime } from '../../../console/src/screens/jobs/typed-time.ts';

it.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['0 * * * *', 'every hour'],
  ['15 * * * *', 'at minute 15 of every hour'],
  ['0 */6 * * *', 'every 6 hours'],
  ['30 2 * * *', 'every day at 02:30'],
  ['30 2 * * 1-5', 'on Monday to Friday at 02:30'],
  ['0 9 * * mon,thu', 'on Monday and Thursday at 09:00'],
  ['0 0 * * 7', 'on Sunday at 00:00'],
  ['0 0 1,15 * *', 'on day 1 and 15 of the month at 00:00'],
  ['0 0 13 * fri', 'on day 13 of the month or on Friday at 00:00'],
  ['0 12 * 6-8 *', 'every day at 12:00 in June to August'],
  ['*/10 8-18 * * *', 'every 10 minutes of hour 8 to 18'],
  ['@daily', 'every day at 00:00'],
  ['@HOURLY', 'every hour'],
  ['bad', 'bad'],
])('%s reads as %s', (pattern, words) => {
  expect(scheduleInWords(pattern)).toBe(words);
});

it('any text has words', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toString')), (pattern) => {
      expect(typeof scheduleInWords(pattern)).toBe('string');
    }),
  );
});

describe('the next runs of a pattern', () => {
  const from = Date.parse('2026-11-27T22:00:30Z');

  it('are those of the engine, one after the other', () => {
    const runs = nextRuns('*/15 * * * *', from, 3).map((at) => new Date(at).toISOString());
    expect(runs).toEqual([
      '2026-11-27T22:15:00.000Z',
      '2026-11-27T22:30:00.000Z',
      '2026-11-27T22:45:00.000Z',
    ]);
  });

  it('are none if it is not valid, or never matches', () => {
    expect(nextRuns('bad', from, 3)).toEqual([]);
    expect(nextRuns('0 0 31 2 *', from, 3)).toEqual([]);
  });
});

describe('a time that is typed', () => {
  it('is in UTC', () => {
    expect(typedTime(' 2026-12-01 09:00 ')).toBe('2026-12-01T09:00:00');
    expect(typedTime('2026-12-01T09:00:30Z')).toBe('2026-12-01T09:00:30');
  });

  it('must be one', () => {
    for (const text of ['', 'tomorrow', '2026-13-01 09:00', '2026-12-01 25:00', '2026-12-01'])
      expect(typedTime(text)).toBeUndefined();
  });
});
