import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregated,
  differences,
  resampled,
  windowsOfSpan,
} from '../../../../functions/metrics/core/aggregation/aggregate.ts';
import {
  calendarSpans,
  calendarStart,
} from '../../../../functions/metrics/core/aggregation/calendar.ts';
import { methodNamed } from '../../../../functions/metrics/core/aggregation/method.ts';
import { windowStart } from '../../../../functions/metrics/core/aggregation/window.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const second = 1_000_000;
const at = (text: string): number => Date.parse(text) * 1000;
const series = (start: string, step: number, values: readonly number[]) =>
  values.map((value, i) => ({ time: at(start) + i * step * second, value }));
const valuesOf = (name: string, values: readonly number[]) => methodNamed(name)!.reduce(values);

describe('methods', () => {
  it.each([
    ['mean', 3],
    ['sum', 15],
    ['count', 5],
    ['median', 3],
    ['first', 1],
    ['last', 5],
    ['min', 1],
    ['max', 5],
    ['95pct', 4.8],
    ['1pct', 1.04],
  ])('%s of 1 to 5 is %d', (name, expected) => {
    expect(valuesOf(name, [1, 2, 3, 4, 5])).toBeCloseTo(expected, 12);
  });

  it('std is that of a sample, and one value has none', () => {
    expect(valuesOf('std', [1, 2, 3, 4, 5])).toBeCloseTo(1.5811, 4);
    expect(valuesOf('std', [1])).toBeUndefined();
  });

  it('NaN spoils mean and sum, and is counted', () => {
    expect(valuesOf('mean', [1, Number.NaN])).toBeNaN();
    expect(valuesOf('sum', [1, Number.NaN])).toBeNaN();
    expect(valuesOf('count', [1, Number.NaN])).toBe(2);
    expect(valuesOf('min', [Number.NaN, 1])).toBe(1);
  });

  it.each(['bogus', '0pct', '100pct', 'rate:bogus', 'rate:', 'rate:rate:mean'])(
    '%s is no method',
    (name) => expect(methodNamed(name)).toBeUndefined(),
  );

  it('the rate is the difference of successive values in the window of the later', () => {
    const points = [
      { time: at('2026-11-27T10:00:00Z'), value: 100 },
      { time: at('2026-11-27T10:00:30Z'), value: 140 },
      { time: at('2026-11-27T10:01:00Z'), value: 155 },
      { time: at('2026-11-27T10:01:30Z'), value: 205 },
    ];
    const windowing = windowsOfSpan(60 * second);
    expect(aggregated(points, methodNamed('rate:mean')!, { windowing })).toEqual([
      { time: at('2026-11-27T10:00:00Z'), value: 40 },
      { time: at('2026-11-27T10:01:00Z'), value: 32.5 },
    ]);
  });

  it('a counter that begins again has a negative rate', () => {
    expect(differences(series('2026-11-27T10:00:00Z', 60, [200, 50]))).toEqual([
      { time: at('2026-11-27T10:01:00Z'), value: -150 },
    ]);
  });

  it('a rate over a gap is known', () => {
    const points = [
      { time: at('2026-11-27T10:03:00Z'), value: 50 },
      { time: at('2026-11-27T10:10:00Z'), value: 90 },
    ];
    const windowing = windowsOfSpan(60 * second);
    expect(aggregated(points, methodNamed('rate:mean')!, { windowing })).toEqual([
      { time: at('2026-11-27T10:10:00Z'), value: 40 },
    ]);
  });

  it('resampling takes the mean of means', () => {
    const points = series('2026-11-27T10:00:00Z', 60, [1, 2, 3, 4]);
    expect(resampled(points, methodNamed('mean')!, windowsOfSpan(120 * second))).toEqual([
      { time: at('2026-11-27T10:00:00Z'), value: 1.5 },
      { time: at('2026-11-27T10:02:00Z'), value: 3.5 },
    ]);
  });
});

describe('windows', () => {
  it('one of a week begins on a Thursday', () => {
    expect(
      new Date(windowStart(at('2026-11-27T10:00:00Z'), 7 * 86_400 * second) / 1000).getUTCDay(),
    ).toBe(4);
  });

  it('every time is in the window it is put into, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 1, max: 400 * 86_400 * second }),
        (time, span) => {
          const start = windowStart(time, span);
          expect(BigInt(start)).toBe(BigInt(time) - (BigInt(time) % BigInt(span)));
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });

  it.each([
    ['Y', '2026-01-01T00:00:00Z'],
    ['H', '2026-07-01T00:00:00Z'],
    ['Q', '2026-10-01T00:00:00Z'],
    ['M', '2026-11-01T00:00:00Z'],
    ['W', '2026-11-22T00:00:00Z'],
  ] as const)('the %s of 27 November 2026 begins at %s', (span, start) => {
    expect(calendarStart(at('2026-11-27T10:00:00Z'), span)).toBe(at(start));
  });

  it('a calendar span begins at or before its times, and its beginning is in it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30 * 86_400, max: 8_000_000_000 }),
        fc.constantFrom(...calendarSpans),
        (seconds, span) => {
          const start = calendarStart(seconds * second, span);
          expect(start).toBeLessThanOrEqual(seconds * second);
          expect(calendarStart(start, span)).toBe(start);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});
