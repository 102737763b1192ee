import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Replay, replayLimits } from '../../../functions/alarming/core/replay/replay.ts';
import type { DueReplays, ReplayStore } from '../../../functions/alarming/stored-event-ports.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { aReplay } from '../support/replay.ts';

const at = '2026-11-23T08:00:00.000000Z';

/** What every store of replays does. */
export function replaySuite(
  name: string,
  make: (clock: Clock) => Promise<{ readonly replays: ReplayStore; readonly due: DueReplays }>,
) {
  const world = async () => {
    const clock = standingClock(at);
    const projectId = randomUUID();
    return {
      clock,
      ...(await make(clock)),
      a: (over: Partial<Replay> = {}) => aReplay({ projectId, createdAt: at, ...over }),
    };
  };

  describe(`replays in ${name}`, () => {
    test('a replay is read as it was written, by its project only', async () => {
      const { replays, a } = await world();
      const replay = a();
      expect(await replays.create(replay)).toBeUndefined();
      expect(await replays.get(replay.projectId, replay.id)).toEqual(replay);
      expect(await replays.get('p2', replay.id)).toBeUndefined();
    });

    test('of two of the same id, the first one stays, and the other is told of it', async () => {
      const { replays, a } = await world();
      const first = a();
      const second = { ...first, createdAt: after(at, 1) };
      const outcomes = await Promise.all([replays.create(first), replays.create(second)]);
      const stored = await replays.get(first.projectId, first.id);
      expect(outcomes.filter((each) => each === undefined)).toHaveLength(1);
      expect(outcomes.find((each) => each !== undefined)).toEqual(stored);
      expect(await replays.list(first.projectId, 9)).toEqual([stored]);
    });

    test('of two writers from the same version one wins', async () => {
      const { replays, a } = await world();
      const replay = a();
      await replays.create(replay);
      const next = { ...replay, state: 'done' as const, version: 2 };
      const outcomes = await Promise.all([replays.put(next), replays.put(next)]);
      expect(outcomes.toSorted()).toEqual(['stale', 'stored']);
      expect(await replays.get(replay.projectId, replay.id)).toEqual(next);
    });

    test('a list is by time, the newest first', async () => {
      const { replays, a } = await world();
      const all = [0, 1, 2].map((second) => a({ createdAt: after(at, second) }));
      // oxlint-disable-next-line no-await-in-loop -- in order
      for (const each of all) await replays.create(each);
      const list = (behind?: Replay) => replays.list(a().projectId, 2, behind);
      expect(await list()).toEqual([all[2], all[1]]);
      expect(await list(all[1])).toEqual([all[0]]);
    });

    test('what becomes of a copy is what was noted first, and its list of events is read as it was written', async () => {
      const { replays, a } = await world();
      const replay = a();
      expect(await replays.getPlan(replay)).toBeUndefined();
      await replays.putPlan(replay, { text: '[1]' });
      expect(await replays.getPlan(replay)).toEqual({ text: '[1]' });
      await replays.putPlan({ ...replay, run: 'large' }, { key: 'payloads/x' });
      expect(await replays.getPlan({ ...replay, run: 'large' })).toEqual({ key: 'payloads/x' });
      const claims = [replays.claim(replay, 7, 'sent'), replays.claim(replay, 7, 'event-gone')];
      const [first, second] = await Promise.all(claims);
      expect(first).toBe(second);
      expect(await replays.claim(replay, 999, 'no-hit')).toBe('no-hit');
      await replays.refuse(replay, 999);
      expect([...(await replays.outcomes(replay))]).toEqual([
        [7, first],
        [999, 'refused'],
      ]);
      expect((await replays.outcomes({ ...replay, run: 'another' })).size).toBe(0);
    });

    test('it is due while it is running', async () => {
      const { replays, due, a } = await world();
      const dueAt = after(at, 60);
      const [replay, ended] = [a({ dueAt }), a({ dueAt: null, state: 'done' })];
      await replays.create(replay);
      await replays.create(ended);
      const keys = async (now: string) =>
        (await due.due(now, 1000))
          .map(({ key }) => key)
          .filter(({ projectId }) => projectId === replay.projectId);
      expect(await keys(after(at, 59))).toEqual([]);
      const { projectId, id } = replay;
      await expect.poll(() => keys(dueAt)).toEqual([{ projectId, id }]);
      await replays.put({ ...replay, state: 'done', dueAt: null, version: 2 });
      await expect.poll(() => keys(dueAt)).toEqual([]);
    });

    test('it is gone after its time, and can be made anew', async () => {
      const { replays, a, clock } = await world();
      const replay = a();
      await replays.create(replay);
      clock.advance(replayLimits.keptSeconds + 1);
      expect(await replays.get(replay.projectId, replay.id)).toBeUndefined();
      expect(await replays.list(replay.projectId, 9)).toEqual([]);
      const anew = { ...replay, createdAt: clock.now() };
      expect(await replays.create(anew)).toBeUndefined();
      expect(await replays.list(replay.projectId, 9)).toEqual([anew]);
    });
  });
}
