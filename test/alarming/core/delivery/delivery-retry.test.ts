import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fractionOf,
  retryAfterSeconds,
  retryWait,
  waitsInQueue,
} from '../../../../functions/alarming/core/delivery/delivery-retry.ts';

const round = (jitter: number): readonly number[] => {
  const waits: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const wait = retryWait(attempts, { jitter });
    if (wait === undefined) return waits;
    waits.push(wait);
  }
};
const sum = (seconds: readonly number[]) => seconds.reduce((all, one) => all + one, 0);

describe('the retries of a delivery', () => {
  test('are in the queue for up to ten minutes, then due rows for hours, and then end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (jitter) => {
        const waits = round(jitter);
        const queued = waits.filter(waitsInQueue);
        expect(waits.slice(0, queued.length)).toEqual(queued);
        expect(sum(queued)).toBeLessThanOrEqual(600);
        expect(sum(waits)).toBeGreaterThan(10 * 3600);
        expect(sum(waits)).toBeLessThan(24 * 3600);
      }),
    );
  });

  test('come no earlier than the receiver asks, but after at most an hour if only the receiver asks for a longer wait', () => {
    expect(retryWait(1, { jitter: 0.5, retryAfterSeconds: 60 })).toBe(60);
    expect(retryWait(5, { jitter: 0.5, retryAfterSeconds: 60 })).toBe(300);
    expect(retryWait(1, { jitter: 0.5, retryAfterSeconds: 1e9 })).toBe(3600);
  });

  test('Retry-After is a number of seconds or a date', () => {
    const now = '2026-11-23T10:00:00.000000Z';
    expect(retryAfterSeconds('120', now)).toBe(120);
    expect(retryAfterSeconds('Mon, 23 Nov 2026 10:02:00 GMT', now)).toBe(120);
    expect(retryAfterSeconds('Mon, 23 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterSeconds('soon', now)).toBeUndefined();
    expect(retryAfterSeconds(undefined, now)).toBeUndefined();
  });

  test('a jitter is in [0, 1)', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(fractionOf(id)).toBeGreaterThanOrEqual(0);
        expect(fractionOf(id)).toBeLessThan(1);
      }),
    );
  });
});
