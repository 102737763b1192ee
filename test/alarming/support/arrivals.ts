import fc from 'fast-check';
import type { AlarmState } from '../../../functions/alarming/core/alarm.ts';
import type { Manner } from '../../../functions/alarming/core/metric/judge-windows.ts';
import { cpuRule, lookWorld, type Measure } from './look-world.ts';

/*
 * Measures as they arrive, with windows of 60 s that begin at `start`. An arrival is a measure and the moment at
 * which it comes.
 */
export const start = 600_000;
export const granularity = 60;
export const windows = 6;

export interface Arrival {
  readonly measure: Measure;
  readonly at: number;
}

const arrival: fc.Arbitrary<Arrival> = fc
  .record({
    second: fc.integer({ min: 0, max: windows * granularity - 1 }),
    value: fc.integer({ min: 5, max: 15 }),
    delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 150 })),
  })
  .map(({ second, value, delay }) => ({
    measure: { at: start + second, value },
    at: start + second + delay,
  }));
/** One value for a moment, however often it is sent. */
export const arrivals = fc
  .uniqueArray(arrival, {
    selector: ({ measure }) => measure.at,
    minLength: 1,
    maxLength: 25,
  })
  .chain((once) =>
    fc.record({
      once: fc.constant(once),
      again: fc.array(
        fc.record({
          which: fc.nat({ max: once.length - 1 }),
          later: fc.integer({ min: 0, max: 90 }),
        }),
        { maxLength: 5 },
      ),
    }),
  )
  .map(({ once, again }) => [
    ...once,
    ...again.flatMap(({ which, later }) => {
      const first = once[which];
      return first ? [{ ...first, at: first.at + later }] : [];
    }),
  ]);
export const manner: fc.Arbitrary<Manner> = fc.record({
  window: fc.constantFrom('open', 'closed'),
  gaps: fc.constantFrom('lenient', 'strict'),
});
export const state: fc.Arbitrary<AlarmState> = fc.constantFrom('ok', 'alarm', 'insufficient data');
export const periods = fc.integer({ min: 1, max: 3 });

/** Lives through the arrivals and until `end`; returns the world and the alarm. */
export async function lived(
  given: readonly Arrival[],
  setup: { readonly manner: Manner; readonly state: AlarmState; readonly periods: number },
  end: number,
) {
  const world = lookWorld({ start, manner: setup.manner });
  const alarm = await world.create({
    state: setup.state,
    rule: cpuRule({ evaluation_periods: setup.periods }),
  });
  for (const { measure, at } of given.toSorted((left, right) => left.at - right.at)) {
    // oxlint-disable no-await-in-loop -- one after the other
    await world.until(at);
    await world.measure('cpu', [measure]);
    await world.work();
    // oxlint-enable no-await-in-loop
  }
  await world.until(end);
  return { world, alarm };
}

export const end = start + (windows + 4) * granularity + 30;
