import { describe, expect, test } from 'vitest';
import { readTime } from '../../../../functions/engine/core/jobs/job-time.ts';
import { afterRun, firstRun } from '../../../../functions/engine/core/jobs/job-schedule.ts';
import { aJob } from '../../support/engine-builders.ts';

const now = '2026-11-23T08:00:30.000000Z';
const asked = { pattern: null, firstExecutionTime: null, count: null };

describe('a time as clients write it', () => {
  test.each([
    '2026-11-23 10:05:00',
    '2026-11-23T10:05',
    '2026-11-23T10:05:00Z',
    '2026-11-23T10:05:00.000+13:00',
    '2026/11/23 10:05',
    '20261123T100500',
    '23 Nov 2026 10:05',
    'Mon, 23 Nov 2026 10:05:00 GMT',
    'November 23, 2026 10:05 AM',
  ])('%s is read as UTC, whatever zone it names', (text) => {
    expect(readTime(text)).toBe('2026-11-23T10:05:00.000000Z');
  });

  test.each(['', 'soon', '2026-13-01', '2026-02-30 10:00', '2026-11-23 25:00', 'hello 1'])(
    '%j is refused',
    (text) => {
      expect(() => readTime(text)).toThrow(`Unknown string format: ${text}`);
    },
  );
});

describe('the first run', () => {
  test.each([
    ['of a pattern is its next moment', { pattern: '0 9 * * *' }, '2026-11-23T09:00:00', null],
    [
      'without a pattern is the moment given, once',
      { firstExecutionTime: '2026-11-24' },
      '2026-11-24T00:00:00',
      1,
    ],
    [
      'with both is the first moment of the pattern from there on',
      { pattern: '0 9 * * *', firstExecutionTime: '2026-11-24 09:00:00', count: 3 },
      '2026-11-24T09:00:00',
      3,
    ],
  ])('%s', (_what, given, at, count) => {
    expect(firstRun({ ...asked, ...given }, now)).toEqual({ at: `${at}.000000Z`, count });
  });

  test.each([
    [{}, 'pattern or first_execution_time must be specified.'],
    [
      { firstExecutionTime: '2026-11-23 08:01:00' },
      'Execution time must be at least 1 minute in the future.',
    ],
    [
      { firstExecutionTime: '2026-11-24', count: 2 },
      'pattern must be provided if count is greater than 1.',
    ],
    [{ pattern: 'bad' }, 'The specified pattern is not valid: bad'],
  ])('%o is refused', (given, message) => {
    expect(() => firstRun({ ...asked, ...given }, now)).toThrow(message);
  });
});

describe('after a run', () => {
  const minutely = aJob({ pattern: '* * * * *', nextExecutionTime: '2026-11-23T08:00:00.000000Z' });

  test('a job continues at the next time of its pattern', () => {
    expect(afterRun(minutely, now)).toEqual({
      ...minutely,
      nextExecutionTime: '2026-11-23T08:01:00.000000Z',
      revision: 2,
    });
  });

  test('the count goes down by one; the job ends with the last run', () => {
    expect(afterRun({ ...minutely, count: 2 }, now)).toMatchObject({ status: 'running', count: 1 });
    expect(afterRun({ ...minutely, count: 1 }, now)).toMatchObject({ status: 'done', count: 0 });
    const once = { ...minutely, pattern: null, count: 1 };
    expect(afterRun(once, now)).toMatchObject({ status: 'done', count: 0 });
  });

  test('runs up to ten minutes late are made up for; later ones are skipped', () => {
    const outage = '2026-11-23T10:00:30.000000Z';
    expect(afterRun(minutely, outage).nextExecutionTime).toBe('2026-11-23T09:51:00.000000Z');
    const late = '2026-11-23T08:09:30.000000Z';
    expect(afterRun(minutely, late).nextExecutionTime).toBe('2026-11-23T08:01:00.000000Z');
  });
});
