import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accept,
  type Archive,
  type Arrival,
  type Column,
  emptyArchive,
  horizon,
  type Keeping,
  liveWindows,
  retained,
  seal,
  sealedUntil,
} from '../../../../functions/metrics/core/aggregation/archive.ts';
import type { Point } from '../../../../functions/metrics/core/aggregation/point.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const second = 1_000_000;
const at = (text: string): number => Date.parse(`2026-11-27T${text}Z`) * 1000;
const minutes: Keeping = {
  backWindow: 0,
  definition: [
    { granularity: 60 * second, timespan: 600 * 60 * second },
    { granularity: 1 * second, timespan: 3600 * second },
  ],
  methods: ['mean', 'rate:mean', 'count', '95pct'],
};

/** A metric as it is stored and read: whatever was sealed, and what is open. */
interface Stored {
  readonly archive: Archive;
  readonly sealed: readonly Column[];
}
const nothing: Stored = { archive: emptyArchive, sealed: [] };
const add = (
  { archive, sealed }: Stored,
  arrivals: readonly Arrival[],
  keeping = minutes,
): Stored => ({
  archive: accept(archive, arrivals, keeping).archive,
  sealed,
});
const compact = ({ archive, sealed }: Stored, keeping = minutes): Stored => {
  const next = seal(archive, keeping);
  return { archive: next.archive, sealed: [...sealed, ...next.sealed] };
};
const read = (
  { archive, sealed }: Stored,
  granularity: number,
  method: string,
): readonly Point[] => [
  ...sealed
    .filter((column) => column.granularity === granularity && column.method === method)
    .flatMap(({ points }) => points),
  ...liveWindows(archive, granularity, method),
];
const readAll = (stored: Stored, keeping = minutes) =>
  keeping.definition.map(({ granularity }) =>
    keeping.methods.map((method) => read(stored, granularity, method)),
  );

const singly = (list: readonly Point[]): readonly Arrival[] =>
  list.map((one, i) => ({ at: at('11:00:00') + i, points: [one] }));

/** Measures within an hour and a half, of few times so that some repeat. */
const point = fc.record({
  time: fc.integer({ min: 0, max: 540 }).map((step) => at('10:00:00') + step * 10 * second),
  value: fc.integer({ min: -5, max: 50 }),
});
const arrivals = fc
  .array(fc.array(point, { minLength: 1, maxLength: 4 }), { maxLength: 30 })
  .map((lists) => lists.map((points, i) => ({ at: at('12:00:00') + i * second, points })));

describe('what counts', () => {
  it('the later arrival of one time counts, and of one request the last', () => {
    const one = (value: number) => ({ time: at('10:00:00'), value });
    const stored = add(nothing, [
      { at: at('10:00:01'), points: [one(5), one(3), one(9)] },
      { at: at('10:00:02'), points: [one(4)] },
    ]);
    expect(read(stored, 60 * second, 'count')).toEqual([one(1)]);
    expect(read(stored, 60 * second, 'mean')).toEqual([one(4)]);
  });

  it('a measure counts back to the coarsest window before the newest, and for an hour at least', () => {
    expect(horizon(at('10:05:30'), minutes)).toBe(at('09:05:00'));
    const hours = { ...minutes, definition: [{ granularity: 3600 * second, timespan: null }] };
    expect(horizon(at('10:05:30'), hours)).toBe(at('09:00:00'));
    expect(horizon(at('10:05:30'), { ...hours, backWindow: 3 })).toBe(at('07:00:00'));
  });

  it('a measure behind the horizon is counted as late, not kept', () => {
    const { archive, late } = accept(
      emptyArchive,
      [
        { at: at('12:00:00'), points: [{ time: at('12:00:00'), value: 1 }] },
        {
          at: at('12:00:01'),
          points: [
            { time: at('10:59:59'), value: 2 },
            { time: at('11:00:00'), value: 3 },
          ],
        },
      ],
      minutes,
    );
    expect(late).toBe(1);
    expect(archive.raw.map(({ value }) => value)).toEqual([3, 1]);
  });

  it('a measure with a wrong clock does not make those after it late', () => {
    const stored = add(nothing, [
      {
        at: at('12:00:00'),
        points: [{ time: Date.parse('2226-01-01T00:00:00Z') * 1000, value: 1 }],
      },
      { at: at('12:00:01'), points: [{ time: at('12:00:00'), value: 2 }] },
    ]);
    expect(stored.archive.raw.map(({ value }) => value)).toEqual([2, 1]);
  });

  it('retention counts from the newest point, its edge excluded', () => {
    const policy: Keeping = {
      backWindow: 0,
      definition: [{ granularity: second, timespan: 5 * second }],
      methods: ['mean'],
    };
    const five = [0, 1, 2, 3, 4, 5].map((i) => ({ time: at('10:00:00') + i * second, value: i }));
    const stored = add(nothing, [{ at: at('10:00:06'), points: five }], policy);
    const kept = ({ archive }: Stored) =>
      retained(read(stored, second, 'mean'), archive, policy.definition[0]!);
    expect(kept(stored).map(({ value }) => value)).toEqual([1, 2, 3, 4, 5]);
    const later = add(
      stored,
      [{ at: at('11:00:06'), points: [{ time: at('11:00:05'), value: 6 }] }],
      policy,
    );
    expect(
      retained(read(later, second, 'mean'), later.archive, policy.definition[0]!).map(
        ({ value }) => value,
      ),
    ).toEqual([6]);
  });
});

describe('laws', () => {
  it('sealing at any moments changes no window', () => {
    fc.assert(
      fc.property(arrivals, fc.array(fc.boolean(), { maxLength: 30 }), (sent, seals) => {
        let stored = nothing;
        sent.forEach((arrival, i) => {
          stored = add(stored, [arrival]);
          if (seals[i]) stored = compact(stored);
        });
        expect(readAll(stored)).toEqual(readAll(add(nothing, sent)));
        expect(readAll(compact(stored))).toEqual(readAll(add(nothing, sent)));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('in pieces or at once, the answer is the same', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(30), (sent, cut) => {
        const pieces = add(add(nothing, sent.slice(0, cut)), sent.slice(cut));
        expect(pieces).toEqual(add(nothing, sent));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('order and repetition of measures of different times within the horizon change nothing', () => {
    const distinct = fc
      .uniqueArray(fc.integer({ min: 0, max: 3500 }), { maxLength: 40 })
      .map((seconds) =>
        seconds.map((offset) => ({
          time: at('10:00:00') + offset * second,
          value: (offset * 7) % 31,
        })),
      );
    fc.assert(
      fc.property(
        distinct.chain((points) =>
          fc.tuple(
            fc.constant(points),
            fc.shuffledSubarray([...points, ...points], { minLength: points.length }),
          ),
        ),
        ([points, extra]) => {
          const inOrder = readAll(add(nothing, singly(points.toSorted((a, b) => a.time - b.time))));
          let stored = nothing;
          for (const arrival of singly([...extra, ...points]))
            stored = compact(add(stored, [arrival]));
          expect(readAll(stored)).toEqual(inOrder);
        },
      ),
      { numRuns: propertyRuns(100) },
    );
  });

  it('what is sealed is never open as well', () => {
    fc.assert(
      fc.property(arrivals, (sent) => {
        const { archive, sealed } = compact(add(nothing, sent));
        for (const { granularity, points } of sealed)
          for (const { time } of points)
            expect(time).toBeLessThan(sealedUntil(archive.edge, granularity));
        for (const { granularity } of minutes.definition)
          for (const { time } of liveWindows(archive, granularity, 'mean'))
            expect(time).toBeGreaterThanOrEqual(sealedUntil(archive.edge, granularity));
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('granularities that do not divide each other are sealed whole', () => {
    const odd: Keeping = {
      backWindow: 0,
      definition: [
        { granularity: 3600 * second, timespan: null },
        { granularity: 7 * 60 * second, timespan: null },
      ],
      methods: ['count', 'sum'],
    };
    const points = Array.from({ length: 400 }, (_, i) => ({
      time: at('00:00:00') + i * 60 * second,
      value: i,
    }));
    const whole = add(nothing, [{ at: at('12:00:00'), points }], odd);
    let stored = nothing;
    for (const one of points)
      stored = compact(add(stored, [{ at: at('12:00:00'), points: [one] }], odd), odd);
    expect(readAll(stored, odd)).toEqual(readAll(whole, odd));
  });
});
