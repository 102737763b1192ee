import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Segment } from '../../../console/src/parts/chain/timeline-rows.ts';
import { spanOf, within } from '../../../console/src/parts/chain/timeline-zoom.ts';

const time = fc.integer({ min: 0, max: 1_000 });
const segments = fc.array(
  fc
    .tuple(time, time)
    .map(([from, length]): Segment => ({ kind: 'working', from, to: from + length })),
);
const span = fc.tuple(time, time).map(([from, length]) => ({ from, to: from + length + 1 }));

it('what is shown lies within the span, and at every instant of it what there was', () => {
  fc.assert(
    fc.property(segments, span, time, (all, shown, offset) => {
      const cut = within(all, shown);
      for (const { from, to } of cut) {
        expect(from).toBeGreaterThanOrEqual(shown.from);
        expect(to).toBeLessThanOrEqual(shown.to);
        expect(from).toBeLessThanOrEqual(to);
      }
      const at = Math.min(shown.from + offset, shown.to);
      const there = (of: readonly Segment[]) => of.filter(({ from, to }) => from <= at && at <= to);
      expect(there(cut)).toHaveLength(there(all).length);
    }),
  );
});

it('a step that took no time has no span', () => {
  expect(spanOf({ segments: [] })).toBeUndefined();
  expect(spanOf({ segments: [{ kind: 'idle', from: 5, to: 5 }] })).toBeUndefined();
  expect(
    spanOf({
      segments: [
        { kind: 'waiting', from: 5, to: 6 },
        { kind: 'working', from: 6, to: 9 },
      ],
    }),
  ).toEqual({ from: 5, to: 9 });
});
