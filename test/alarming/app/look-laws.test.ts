import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../support/property-runs.ts';
import {
  arrivals,
  end,
  granularity,
  lived,
  manner,
  periods,
  start,
  state,
  windows,
} from '../support/arrivals.ts';

test('law: once the windows are closed, the state is a function of the measures', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, manner, state, periods, async (given, how, from, count) => {
      const setup = { manner: how, state: from, periods: count };
      // Before silence would make all of them unknown.
      const soon = start + windows * granularity + 10;
      const early = given.filter(({ at }) => at < soon - 6);
      const inOrder = early.map(({ measure }) => ({ measure, at: measure.at }));
      const atOnce = early.map(({ measure }) => ({ measure, at: soon - 6 }));
      const states = [];
      for (const each of [early, inOrder, atOnce, atOnce.toReversed()]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { world, alarm } = await lived(each, setup, soon);
        // oxlint-disable-next-line no-await-in-loop -- as above
        states.push(await world.state(alarm));
      }
      expect(new Set(states).size).toBe(1);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('law: while a window is open, its measures move an alarm to a state at most once', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, state, periods, async (given, from, count) => {
      const setup = {
        manner: { window: 'open', gaps: 'lenient' },
        state: from,
        periods: count,
      } as const;
      const inTime = given.map(({ measure }) => ({ measure, at: measure.at }));
      const { world, alarm } = await lived(inTime, setup, end);
      const moves = (await world.moves(alarm)).filter(({ at }) => at % granularity !== 0);
      const keys = moves.map(({ at, to }) => `${Math.floor(at / granularity)} ${to}`);
      expect(keys.length).toBe(new Set(keys).size);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('law: where only closed windows count, there is one decision a window when no measure is late', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, state, periods, async (given, from, count) => {
      const setup = {
        manner: { window: 'closed', gaps: 'strict' },
        state: from,
        periods: count,
      } as const;
      const inTime = given.map(({ measure }) => ({ measure, at: measure.at }));
      const { world, alarm } = await lived(inTime, setup, end);
      const moves = (await world.moves(alarm)).map(({ at }) => at);
      // The first look at a new alarm is at its creation, all others when a window has closed.
      expect(moves.every((at) => at === start || (at - 5) % granularity === 0)).toBe(true);
      expect(moves.length).toBe(new Set(moves).size);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('law: a repeated look changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, manner, state, periods, async (given, how, from, count) => {
      const setup = { manner: how, state: from, periods: count };
      const once = await lived(given, setup, end);
      const twice = await lived(
        given.flatMap((each) => [each, each]),
        setup,
        end,
      );
      // Two moves of the same moment are listed in no order.
      const movesOf = async ({ world, alarm }: typeof once) =>
        (await world.moves(alarm)).map((move) => JSON.stringify(move)).toSorted();
      expect(await movesOf(twice)).toEqual(await movesOf(once));
      expect(twice.world.sent.length).toBe(once.world.sent.length);
    }),
    { numRuns: propertyRuns(100) },
  );
});

test('law: silence makes every alarm unknown', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, manner, state, periods, async (given, how, from, count) => {
      const setup = { manner: how, state: from, periods: count };
      const { world, alarm } = await lived(given, setup, end + 600);
      expect(await world.state(alarm)).toBe('insufficient data');
    }),
    { numRuns: propertyRuns(100) },
  );
});
