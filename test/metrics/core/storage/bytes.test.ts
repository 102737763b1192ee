import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyArchive } from '../../../../functions/metrics/core/aggregation/archive.ts';
import {
  columnBytes,
  columnPoints,
  tailArchives,
  tailBytes,
} from '../../../../functions/metrics/core/storage/columns.ts';
import { frameBytes, frameParts } from '../../../../functions/metrics/core/storage/frame.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

const time = fc.integer({ min: 0, max: 2 ** 52 });
const point = fc.record({ time, value: fc.double() });
const points = fc.array(point, { maxLength: 30 });

describe('stored measures', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ place: fc.nat(200), points }), { maxLength: 20 }),
        (parts) => {
          expect(frameParts(frameBytes(parts))).toEqual(parts);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  it('50 samples of one batch take less than the kilobyte that a write costs', () => {
    const begin = Date.parse('2026-11-27T10:00:00Z') * 1000;
    const parts = Array.from({ length: 50 }, (_, place) => ({
      place,
      points: [{ time: begin + place * 1789, value: Math.PI * 1e9 * (place + 1) }],
    }));
    expect(frameBytes(parts).length).toBeLessThan(700);
  });

  it('archives are read as they were written', () => {
    const archive = fc.record({
      newest: fc.option(time, { nil: undefined }),
      edge: fc.oneof(time, fc.constant(Number.NEGATIVE_INFINITY)),
      before: fc.option(point, { nil: undefined }),
      raw: points,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), archive), { maxLength: 10 }), (entries) => {
        const archives = new Map(entries);
        expect(tailArchives(tailBytes(archives))).toEqual(archives);
      }),
      { numRuns: propertyRuns(200) },
    );
    expect(tailArchives(tailBytes(new Map([[3, emptyArchive]])))).toEqual(
      new Map([[3, emptyArchive]]),
    );
  });

  it('columns are read as they were written', () => {
    const granularity = 60_000_000;
    const windows = fc.array(
      fc.record({ time: fc.nat(40_000_000).map((n) => n * granularity), value: fc.double() }),
    );
    fc.assert(
      fc.property(windows, (column) => {
        expect(columnPoints(columnBytes(column, granularity), granularity)).toEqual(column);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
