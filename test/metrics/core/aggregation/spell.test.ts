import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOf, spellsOf, summed } from '../../../../functions/metrics/core/aggregation/spell.ts';

test('the shares of a window of a resource’s revisions are those of the time that is asked for, whatever changed when', () => {
  const time = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(
      fc.uniqueArray(time, { minLength: 1, maxLength: 6 }),
      fc.option(time, { nil: undefined }),
      fc.option(time, { nil: undefined }),
      fc.integer({ min: 0, max: 19 }),
      (begins, left, right, number) => {
        const [from, until] =
          left !== undefined && right !== undefined && left > right ? [right, left] : [left, right];
        const ordered = begins.toSorted((one, other) => one - other);
        const spells = spellsOf(
          ordered.map((begin, i) => ({ from: begin, until: ordered[i + 1] })),
          { from, until },
        );
        const window = { from: number * 50, until: number * 50 + 50 };
        const total = spells.reduce((sum, spell) => sum + shareOf(window, spell), 0);
        expect(total).toBeCloseTo(shareOf(window, { from, until }), 9);
      },
    ),
  );
});

const part = (granularity: number, ...points: readonly (readonly [number, number])[]) => ({
  granularity,
  aggregated: true,
  series: [points.map(([time, value]) => ({ time, value }))],
});

test('what is summed is by granularity and time, whatever the order of the parts', () => {
  const parts = [part(1, [0, 1], [1, 2]), part(5, [0, 7]), part(1, [1, 3], [2, 4])];
  const found = [part(5, [0, 7]), part(1, [0, 1], [1, 5], [2, 4])];
  expect(summed(parts)).toEqual(found);
  expect(summed(parts.toReversed())).toEqual(found);
});
