import { beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../../functions/metrics/core/aggregation/archive.ts';
import { emptyLane, withMembers } from '../../../functions/metrics/core/storage/lane.ts';
import type { MeasurePorts } from '../../../functions/metrics/measure-ports.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';

const now = '2026-11-27T10:00:00.000000Z';
const later = '2026-11-27T10:02:00.000000Z';
const much = '2026-11-27T11:00:00.000000Z';
const member = (metricId: string, name: string | null = null) => ({
  metricId,
  resourceId: name === null ? null : 'r1',
  name,
  creatorProjectId: 'p1',
  resourceProjectId: null,
});
const archive = (value: number): Archive => ({
  newest: 5_000_000,
  edge: 1_000_000,
  before: undefined,
  raw: [{ time: 5_000_000, value }],
});
/** Bytes that do not compress. */
const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 7) % 251);

const commit = (value: number, size = 1) => ({
  watermark: `w${value}`,
  tail: new Map(Array.from({ length: size }, (_, i) => [i, archive(value + i / 7)] as const)),
  compactedAt: later,
  dueAt: much,
});

const columns = (...entries: readonly (readonly [string, number])[]) =>
  new Map(entries.map(([name, size]) => [name, noise(size)]));
const plain = (found: readonly { index: number; columns: ReadonlyMap<string, Uint8Array> }[]) =>
  found.map(({ index, columns: of }) => [
    index,
    [...of].map(([name, bytes]) => [name, bytes.length]),
  ]);

const alarm = () => ({ projectId: 'p1', alarmId: nodeIds.random() });

const deadLane = (id: string, [metricId, resourceId]: readonly [string, string], version = 1) => ({
  id,
  version,
  members: [
    {
      place: 0,
      metricId,
      resourceId,
      name: 'cpu',
      creatorProjectId: 'p1',
      resourceProjectId: null,
      current: false,
      watched: false,
    },
  ],
});
const keysOf = (metricId: string, resourceId: string) =>
  [
    { kind: 'metric', metricId },
    { kind: 'named', resourceId, name: 'cpu' },
  ] as const;

/** What lanes, frames and archives promise, whoever keeps them. */
export function measuresSuite(make: () => Promise<MeasurePorts> | MeasurePorts) {
  let ports: MeasurePorts;
  let lane: string;
  beforeEach(async () => {
    ports = await make();
    lane = nodeIds.random();
  });

  describe('lanes', () => {
    it('a metric stays in the lane that claimed it first', async () => {
      const [a, b, other] = [nodeIds.random(), nodeIds.random(), nodeIds.random()];
      expect(await ports.lanes.claim(lane, [a])).toEqual([lane]);
      expect(await ports.lanes.claim(other, [a, b])).toEqual([lane, other]);
      const keys = [a, b, nodeIds.random()].map((metricId) => ({
        kind: 'metric' as const,
        metricId,
      }));
      expect(await ports.lanes.find(keys)).toEqual([lane, other, undefined]);
    });

    it('of two writers from the same state, one wins', async () => {
      const first = withMembers(emptyLane(lane), [member('m1')]);
      const second = withMembers(emptyLane(lane), [member('m2')]);
      expect(await ports.lanes.replace(first)).toBe('stored');
      expect(await ports.lanes.replace(second)).toBe('stale');
      expect(await ports.lanes.replace(withMembers(first, [member('m2')]))).toBe('stored');
      expect(await ports.lanes.replace(withMembers(first, [member('m3')]))).toBe('stale');
      const found = (await ports.lanes.get([lane, nodeIds.random()])).get(lane);
      expect(found?.members.map(({ metricId, place }) => [metricId, place])).toEqual([
        ['m1', 0],
        ['m2', 1],
      ]);
    });

    it('metrics of resources are found by their names once they are told', async () => {
      const resourceId = nodeIds.random();
      const key = { kind: 'named' as const, resourceId, name: 'cpu' };
      expect(await ports.lanes.find([key])).toEqual([undefined]);
      await ports.lanes.name(lane, [key]);
      expect(await ports.lanes.find([key])).toEqual([lane]);
    });
  });

  describe('watches', () => {
    it('are listed by what they watch, and each once', async () => {
      const [first, second] = [alarm(), alarm()];
      const resourceId = nodeIds.random();
      const cpu = { kind: 'resource', resourceId, name: 'cpu' } as const;
      const other = { kind: 'resource', resourceId, name: 'memory' } as const;
      await ports.watchStore.put(cpu, first);
      await ports.watchStore.put(cpu, first);
      await ports.watchStore.put(cpu, second);
      await ports.watchStore.put(other, first);
      const ids = async () => (await ports.watchStore.list(cpu)).map(({ alarmId }) => alarmId);
      expect((await ids()).toSorted()).toEqual([first.alarmId, second.alarmId].toSorted());
      await ports.watchStore.remove(cpu, first);
      await ports.watchStore.remove(cpu, first);
      expect(await ports.watchStore.list(cpu)).toEqual([second]);
      expect(await ports.watchStore.list(other)).toEqual([first]);
      expect(await ports.watchStore.list({ kind: 'metric', metricId: resourceId })).toEqual([]);
    });

    it('of the looks that are asked for within a second, one is at once and one later', async () => {
      const al = alarm();
      const claims = [];
      for (let i = 0; i < 4; i += 1)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        claims.push(await ports.watchStore.claimLook(al, now));
      expect(claims).toEqual(['now', 'in-a-second', 'asked-for', 'asked-for']);
      expect(await ports.watchStore.claimLook(alarm(), now)).toBe('now');
      expect(await ports.watchStore.claimLook(al, later)).toBe('now');
    });
  });

  describe('frames', () => {
    it('are read in the order of arrival, after a mark, up to a limit', async () => {
      const ids = [now, later, much].map((at) => nodeIds.ordered(at));
      for (const id of [ids[2]!, ids[0]!, ids[1]!])
        await ports.frames.add(lane, { id, bytes: noise(id === ids[1] ? 5000 : 5) });
      const all = await ports.frames.list(lane, undefined);
      expect(all.map(({ id }) => id)).toEqual(ids);
      expect(all.map(({ bytes }) => [...bytes])).toEqual([5, 5000, 5].map((n) => [...noise(n)]));
      expect((await ports.frames.list(lane, ids[0])).map(({ id }) => id)).toEqual(ids.slice(1));
      expect((await ports.frames.list(lane, ids[0], 1)).map(({ id }) => id)).toEqual([ids[1]]);
      expect(await ports.frames.list(nodeIds.random(), undefined)).toEqual([]);
    });
  });

  describe('archives', () => {
    it('a lane is due from when it is opened, and opening again changes nothing', async () => {
      await ports.archives.open(lane, now);
      await ports.archives.open(lane, much);
      const due = await ports.archives.due(later, 1000);
      expect(due.filter(({ key }) => key === lane).map(({ dueAt }) => dueAt)).toEqual([now]);
    });

    it('readers see a compaction as soon as it is committed', async () => {
      await ports.archives.open(lane, now);
      expect(await ports.archives.read(lane)).toMatchObject({ watermark: undefined });
      const begun = await ports.archives.begin(lane, now, later);
      expect(begun?.archives.tail.size).toBe(0);
      expect((await ports.archives.read(lane)).watermark).toBeUndefined();
      expect(await ports.archives.commit(lane, begun!, commit(1))).toBe('stored');
      const { watermark, tail, compactedAt } = await ports.archives.read(lane);
      expect({ watermark, compactedAt }).toEqual({ watermark: 'w1', compactedAt: later });
      expect(tail).toEqual(commit(1).tail);
    });

    it('a large tail is read as it was written, and so is the one that replaces it', async () => {
      await ports.archives.open(lane, now);
      for (const value of [1, 2]) {
        const begun = await ports.archives.begin(lane, now, later);
        await ports.archives.commit(lane, begun!, commit(value, 2000));
        expect((await ports.archives.read(lane)).tail).toEqual(commit(value, 2000).tail);
      }
    });

    it('of two compactions, one begins, until its lease ends; then the first cannot end', async () => {
      await ports.archives.open(lane, now);
      const first = await ports.archives.begin(lane, now, later);
      expect(await ports.archives.begin(lane, now, later)).toBeUndefined();
      const second = await ports.archives.begin(lane, later, much);
      expect(await ports.archives.commit(lane, first!, commit(1))).toBe('stale');
      expect(await ports.archives.commit(lane, second!, commit(2))).toBe('stored');
      expect((await ports.archives.read(lane)).watermark).toBe('w2');
    });

    it('no compaction of a lane that does not exist begins', async () => {
      expect(await ports.archives.begin(lane, now, later)).toBeUndefined();
    });

    it('readers may have a lane compacted sooner, not later', async () => {
      await ports.archives.open(lane, later);
      await ports.archives.hasten(lane, much);
      await ports.archives.hasten(lane, now);
      const due = await ports.archives.due(now, 1000);
      expect(due.filter(({ key }) => key === lane)).toHaveLength(1);
    });
  });

  const made = async () => {
    const [metricId, resourceId] = [nodeIds.random(), nodeIds.random()];
    const stored = deadLane(lane, [metricId, resourceId]);
    await ports.lanes.claim(lane, [metricId]);
    await ports.lanes.replace(stored);
    await ports.archives.open(lane, now);
    await ports.lanes.name(lane, [{ kind: 'named', resourceId, name: 'cpu' }]);
    const begun = await ports.archives.begin(lane, now, later);
    return { metricId, resourceId, stored, generation: begun?.generation ?? 0 };
  };

  describe('a lane whose metrics are gone', () => {
    it('is removed with all that leads to it, but not what leads elsewhere by now', async () => {
      const { metricId, resourceId, stored, generation } = await made();
      const another = nodeIds.random();
      const others = {
        ...stored,
        members: [
          ...stored.members,
          { ...stored.members[0]!, place: 1, metricId: another, name: 'mem' },
        ],
        version: 2,
      };
      await ports.lanes.claim(nodeIds.random(), [another]);
      await ports.lanes.replace(others);
      const elsewhere = nodeIds.random();
      await ports.lanes.name(elsewhere, [{ kind: 'named', resourceId, name: 'mem' }]);
      expect(await ports.archives.bury(others, generation)).toBe('buried');
      expect((await ports.lanes.get([lane])).size).toBe(0);
      expect(await ports.archives.begin(lane, much, much)).toBeUndefined();
      expect(await ports.lanes.find(keysOf(nodeIds.random(), resourceId))).toEqual([
        undefined,
        undefined,
      ]);
      expect(await ports.lanes.find([{ kind: 'named', resourceId, name: 'mem' }])).toEqual([
        elsewhere,
      ]);
      // It may begin anew.
      expect(await ports.lanes.replace(deadLane(lane, [metricId, resourceId]))).toBe('stored');
    });

    it('stays if a metric has come to it, or a later compaction has begun', async () => {
      const { metricId, resourceId, stored, generation } = await made();
      expect(await ports.archives.bury(stored, generation - 1)).toBe('stale');
      await ports.lanes.replace(deadLane(lane, [metricId, resourceId], 2));
      expect(await ports.archives.bury(stored, generation)).toBe('stale');
      expect((await ports.lanes.get([lane])).get(lane)?.version).toBe(2);
      expect(await ports.archives.begin(lane, much, much)).toBeDefined();
    });

    it('is remembered to be so, until it is not', async () => {
      await ports.archives.open(lane, now);
      for (const deadSince of [later, undefined]) {
        const begun = await ports.archives.begin(lane, now, now);
        await ports.archives.commit(lane, begun!, { ...commit(1), deadSince });
        expect((await ports.archives.read(lane)).deadSince).toBe(deadSince);
      }
    });
  });

  const range = (first: number, last: number, granularity = 60) => ({
    laneId: lane,
    granularity,
    first,
    last,
  });

  describe('segments', () => {
    it('are read by range and by column, in order', async () => {
      for (const index of [20, 3, 100])
        await ports.archives.seal(
          range(0, 0),
          { index, columns: columns(['0 mean', index], ['1 mean', 20_000]) },
          1,
        );
      await ports.archives.seal(
        range(0, 0, 3600),
        { index: 3, columns: columns(['0 mean', 9]) },
        1,
      );
      expect(plain(await ports.archives.segments(range(3, 20), ['0 mean']))).toEqual([
        [3, [['0 mean', 3]]],
        [20, [['0 mean', 20]]],
      ]);
      expect(plain(await ports.archives.segments(range(100, 200), 'all'))).toEqual([
        [
          100,
          [
            ['0 mean', 100],
            ['1 mean', 20_000],
          ],
        ],
      ]);
      expect(await ports.archives.segments(range(5, 4), 'all')).toEqual([]);
    });

    it('what a compaction writes late does not replace what one after it wrote', async () => {
      await ports.archives.seal(range(0, 0), { index: 1, columns: columns(['new', 30_000]) }, 2);
      await ports.archives.seal(range(0, 0), { index: 1, columns: columns(['old', 30_000]) }, 1);
      expect(plain(await ports.archives.segments(range(1, 1), 'all'))).toEqual([
        [1, [['new', 30_000]]],
      ]);
      await ports.archives.seal(range(0, 0), { index: 1, columns: columns(['newer', 3]) }, 2);
      expect(plain(await ports.archives.segments(range(1, 1), 'all'))).toEqual([
        [1, [['newer', 3]]],
      ]);
    });

    it('are forgotten all together, but for what a later compaction wrote', async () => {
      const [coarse, fine] = [range(0, 9), { ...range(0, 9), granularity: 1_000_000 }];
      const wide = new Map([['a', new Uint8Array(30_000).map((_, i) => (i * 7919) % 251)]]);
      await ports.archives.seal(coarse, { index: 1, columns: wide }, 1);
      await ports.archives.seal(coarse, { index: 2, columns: columns(['a', 1]) }, 3);
      await ports.archives.seal(fine, { index: 1, columns: columns(['a', 1]) }, 2);
      await ports.archives.forgetAll(coarse.laneId, 2);
      expect(plain(await ports.archives.segments(coarse, 'all'))).toEqual([[2, [['a', 1]]]]);
      expect(plain(await ports.archives.segments(fine, 'all'))).toEqual([]);
    });

    it('are forgotten by range', async () => {
      for (const index of [1, 2, 3])
        await ports.archives.seal(range(0, 0), { index, columns: columns(['a', 1]) }, 1);
      await ports.archives.forget(range(0, 2));
      expect(plain(await ports.archives.segments(range(0, 9), 'all'))).toEqual([[3, [['a', 1]]]]);
    });
  });
}
