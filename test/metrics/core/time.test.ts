import { LosslessNumber } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { readTimespan } from '../../../functions/metrics/core/time/timespan.ts';
import { readTimestamp, timestampText } from '../../../functions/metrics/core/time/timestamp.ts';

describe('a span of time', () => {
  test.each([
    ['60', 60],
    ['1s', 1],
    ['5 minutes', 300],
    ['7d', 604_800],
    ['0:01:00', 60],
    ['1:24', 84],
    [':22', 22],
    ['7 days, 0:00:00', 604_800],
    ['1 minute, 24 secs', 84],
    ['1.2 seconds', 1.2],
    ['2w3d', 1_468_800],
    [60, 60],
    [new LosslessNumber('0.5'), 0.5],
  ])('%j is %d seconds', (text, seconds) => {
    expect(readTimespan(text)).toEqual({ microseconds: seconds * 1e6 });
  });

  test.each([
    ['', 'Unable to parse timespan'],
    ['foo', 'Unable to parse timespan'],
    ['1.2.3s', 'Unable to parse timespan'],
    [[], 'Unable to parse timespan'],
    ['inf', 'Unable to parse timespan'],
    [null, 'Invalid timespan'],
    ['0', 'Timespan must be positive'],
    ['-1 day', 'Timespan must be positive'],
  ])('%j is refused', (text, refused) => {
    expect(readTimespan(text)).toEqual({ refused });
  });

  test('may be negative where it is signed', () => {
    expect(readTimespan('- 1 minute', { signed: true })).toEqual({ microseconds: -60_000_000 });
  });
});

describe('an instant', () => {
  const now = '2026-01-02T00:00:00.500000Z';
  test.each([
    ['2026-01-01', '2026-01-01T00:00:00.000000Z'],
    ['2026-01-01T10:00:00.25+01:00', '2026-01-01T09:00:00.250000Z'],
    ['2026-01-01 10:00:00', '2026-01-01T10:00:00.000000Z'],
    ['0', '1970-01-01T00:00:00.000000Z'],
    ['1.5', '1970-01-01T00:00:01.500000Z'],
    ['now', now],
    ['-1 day', '2026-01-01T00:00:00.500000Z'],
    ['10 minutes', '2026-01-02T00:10:00.500000Z'],
  ])('%j is %s', (text, instant) => {
    expect(readTimestamp(text, now)).toEqual({ instant });
  });

  test.each([
    ['1969-12-31', 'Timestamp must be after Epoch'],
    ['-1', 'Timestamp must be after Epoch'],
    ['yesterday', 'Unable to convert timestamps'],
    [null, 'Unable to convert timestamps'],
    [{}, 'Unable to convert timestamps'],
    ['nan', 'Unable to convert timestamps'],
    ['1e300', 'Unable to convert timestamps'],
  ])('%j is refused', (text, refused) => {
    expect(readTimestamp(text, now)).toEqual({ refused });
  });

  test('is written with a fraction only if it has one', () => {
    expect(timestampText(now)).toBe('2026-01-02T00:00:00.500000+00:00');
    expect(timestampText('2026-01-02T00:00:00.000000Z')).toBe('2026-01-02T00:00:00+00:00');
  });
});
