import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Backtest, expiryOf } from '../../../functions/alarming/core/backtest/backtest.ts';
import type {
  BacktestStore,
  DueBacktests,
} from '../../../functions/alarming/stored-event-ports.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { aBacktest, sampleAt as at } from '../support/backtest.ts';

/** What every store of backtests does. */
export function backtestSuite(
  name: string,
  make: (clock: Clock) => Promise<{
    readonly backtests: BacktestStore;
    readonly dueBacktests: DueBacktests;
  }>,
) {
  const world = async () => {
    const clock = standingClock(at);
    const projectId = randomUUID();
    return {
      ...(await make(clock)),
      clock,
      a: (over: Partial<Backtest> = {}) => aBacktest({ projectId, ...over }),
    };
  };

  describe(`backtests in ${name}`, () => {
    test('a backtest is read as it was written, by its project only', async () => {
      const { backtests, a } = await world();
      const backtest = a();
      expect(await backtests.create(backtest, 2)).toBe('created');
      expect(await backtests.get(backtest.projectId, backtest.id)).toEqual(backtest);
      expect(await backtests.get('p2', backtest.id)).toBeUndefined();
    });

    test('of two writers from the same version one wins, and nobody writes what was removed', async () => {
      const { backtests, a } = await world();
      const backtest = a();
      await backtests.create(backtest, 2);
      const next = { ...backtest, version: 2 };
      const outcomes = await Promise.all([backtests.put(next), backtests.put(next)]);
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
      await backtests.remove(backtest);
      expect(await backtests.put({ ...next, version: 3 })).toBe('stale');
      expect(await backtests.get(backtest.projectId, backtest.id)).toBeUndefined();
    });

    test('of a project only so many run, however many begin at once', async () => {
      const { backtests, a } = await world();
      const all = Array.from({ length: 5 }, () => a());
      const outcomes = await Promise.all(all.map((each) => backtests.create(each, 2)));
      expect(outcomes.filter((each) => each === 'created')).toHaveLength(2);
      const [first] = all.filter((_, i) => outcomes[i] === 'created');
      if (!first) throw new Error('none was created');
      expect(await backtests.create(a(), 2)).toBe('full');
      await backtests.put({ ...first, state: 'done', dueAt: null, version: 2 });
      expect(await backtests.create(a(), 2)).toBe('created');
      expect(await backtests.list(first.projectId, { limit: 9 })).toHaveLength(3);
    });

    test('a list is by id, the newest first', async () => {
      const { backtests, a } = await world();
      const all = [0, 1, 2].map((second) => a({ createdAt: after(at, second), state: 'done' }));
      // oxlint-disable-next-line no-await-in-loop -- in order
      for (const each of all) await backtests.create(each, 9);
      const [, middle] = all;
      const ids = async (before?: string) =>
        (await backtests.list(middle!.projectId, { limit: 2, before })).map(({ id }) => id);
      expect(await ids()).toEqual([all[2]!.id, middle!.id]);
      expect(await ids(middle!.id)).toEqual([all[0]!.id]);
    });

    test('parts are read by their names', async () => {
      const { backtests, a } = await world();
      const backtest = a();
      const text = JSON.stringify('ä'.repeat(30_000));
      await backtests.putPart(backtest, 'one', { text });
      await backtests.putPart(backtest, 'two', { key: 'payloads/two' });
      expect(await backtests.getPart(backtest, 'one')).toEqual({ text });
      expect(await backtests.getPart(backtest, 'two')).toEqual({ key: 'payloads/two' });
      expect(await backtests.getPart(backtest, 'three')).toBeUndefined();
      expect(await backtests.getPart(a(), 'one')).toBeUndefined();
    });

    test('what nobody works on is due, and what is done is not', async () => {
      const { backtests, dueBacktests, a } = await world();
      const [running, done] = [a(), a({ state: 'done', dueAt: null })];
      await backtests.create(running, 9);
      await backtests.create(done, 9);
      const due = async (until: string) =>
        (await dueBacktests.due(until, 100))
          .map(({ key }) => key)
          .filter(({ projectId }) => projectId === running.projectId);
      expect(await due(after(at, 299))).toEqual([]);
      expect(await due(after(at, 300))).toEqual([{ projectId: running.projectId, id: running.id }]);
    });

    test('it is gone after its time', async () => {
      const { backtests, a, clock } = await world();
      const backtest = a();
      await backtests.create(backtest, 2);
      clock.advance((Date.parse(expiryOf(backtest)) - Date.parse(at)) / 1000 + 1);
      expect(await backtests.get(backtest.projectId, backtest.id)).toBeUndefined();
      expect(await backtests.list(backtest.projectId, { limit: 9 })).toEqual([]);
    });
  });
}
