import fc from 'fast-check';
import { memoryDeliveryStore } from '../../fakes/delivery-store.ts';
import { expect, test } from 'vitest';
import { diagnoseMeasures } from '../../../functions/alarming/app/explain/diagnose-measures.ts';
import type { AlarmState } from '../../../functions/alarming/core/alarm.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import {
  type Arrival,
  arrivals,
  end,
  granularity,
  lived,
  manner,
  periods,
  start,
  state,
} from '../support/arrivals.ts';
import { cpuRule, lookWorld } from '../support/look-world.ts';

/** Every measure comes at the moment that it measures. */
const inTime = (given: readonly Arrival[]) =>
  given
    .map(({ measure }) => ({ measure, at: measure.at }))
    .toSorted((left, right) => left.at - right.at);

/** The mean of each window by its beginning. */
function meansOf(given: readonly Arrival[]): ReadonlyMap<number, number> {
  const byTime = new Map(given.map(({ measure }) => [measure.at, measure.value]));
  const values = new Map<number, number[]>();
  for (const [at, value] of byTime) {
    const window = Math.floor(at / granularity) * granularity;
    values.set(window, [...(values.get(window) ?? []), value]);
  }
  return new Map(
    [...values].map(([window, each]) => [
      window,
      each.reduce((sum, value) => sum + value, 0) / each.length,
    ]),
  );
}

test('law: where only closed windows count and must follow one another, each closed window decides over the last ones', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, state, periods, async (given, from, count) => {
      const how = { window: 'closed', gaps: 'strict' } as const;
      const { world, alarm } = await lived(
        inTime(given),
        { manner: how, state: from, periods: count },
        end,
      );
      const means = meansOf(given);
      const expected: { readonly at: number; readonly to: AlarmState }[] = [];
      let now: AlarmState = from;
      // What the alarm finds as it is created: nothing but silence.
      const decide = (at: number, lastWindow: number): void => {
        const values = Array.from({ length: count }, (_, i) =>
          means.get(lastWindow - i * granularity),
        );
        const outside = values.filter((value) => value !== undefined && value > 10).length;
        const to = values.includes(undefined)
          ? 'insufficient data'
          : outside === count
            ? 'alarm'
            : outside === 0
              ? 'ok'
              : now === 'insufficient data' // oxlint-disable-line unicorn/no-nested-ternary
                ? (values[0] ?? 0) > 10
                  ? 'alarm'
                  : 'ok'
                : now;
        if (to !== now) expected.push({ at, to });
        now = to;
      };
      decide(start, start - granularity);
      for (let window = start; window + granularity + 5 <= end; window += granularity)
        decide(window + granularity + 5, window);
      const moves = (await world.moves(alarm)).map(({ at, to }) => ({ at, to }));
      expect(moves).toEqual(expected);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('law: while a window is open, its measures move an arming to a state at most once', async () => {
  const arming = fc.record({
    at: fc.integer({ min: start + 1, max: end - 1 }),
    state,
  });
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      fc.array(arming, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('lenient' as const, 'strict' as const),
      periods,
      async (given, armings, gaps, count) => {
        const world = lookWorld({ start, manner: { window: 'open', gaps } });
        const alarm = await world.create({ rule: cpuRule({ evaluation_periods: count }) });
        const happening = [
          ...inTime(given).map(({ measure, at }) => ({
            at,
            do: () => world.measure('cpu', [measure]),
          })),
          ...armings.map((each) => ({ at: each.at, do: () => world.arm(alarm, each.state) })),
        ].toSorted((left, right) => left.at - right.at);
        for (const each of happening) {
          // oxlint-disable no-await-in-loop -- one after the other
          await world.until(each.at);
          await each.do();
          await world.work();
          // oxlint-enable no-await-in-loop
        }
        await world.until(end);
        const transitions = (await world.moves(alarm)).filter(({ at }) => at % granularity !== 0);
        const armedAt = armings.map(({ at }) => at);
        // Of the second of an arming it is not known which of the two a transition belongs to.
        fc.pre(!transitions.some(({ at }) => armedAt.includes(at)));
        const keys = transitions.map(({ at, to }) => {
          const armed = armedAt.filter((each) => each <= at).length;
          return `${Math.floor(at / granularity)} ${armed} ${to}`;
        });
        expect(keys.length).toBe(new Set(keys).size);
      },
    ),
    { numRuns: propertyRuns(100) },
  );
});

test('law: a diagnosis says what a look at the same moment decides', async () => {
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      manner,
      state,
      periods,
      fc.integer({ min: start, max: end }),
      async (given, how, from, count, at) => {
        const setup = {
          manner: { ...how, window: 'closed' as const },
          state: from,
          periods: count,
        };
        const before = inTime(given).filter((each) => each.at <= at);
        const { world, alarm } = await lived(before, setup, at);
        const stored = await world.alarms.get(alarm.projectId, alarm.id);
        const measures = { ...world, clock: world.clock };
        const diagnosis =
          stored &&
          (await diagnoseMeasures(
            {
              ...world,
              deliveries: memoryDeliveryStore(),
              executions: { get: async () => undefined },
              measures,
              measureReading: { manner: setup.manner, windows: world.sources.windows },
            },
            stored,
          ));
        expect(diagnosis?.found?.state).toBe(stored?.state);
        expect(diagnosis?.code).toBe(stored?.state === 'insufficient data' ? 'unknown' : 'settled');
      },
    ),
    { numRuns: propertyRuns(100) },
  );
});
