import { expect, it } from 'vitest';
import type { MeasurePorts } from '../../../functions/metrics/measure-ports.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { frameBytes } from '../../../functions/metrics/core/storage/frame.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { measuresFrom, measuresWorld } from '../support/measures-world.ts';

const a = '11111111-1111-4111-8111-111111111111';

/** The stores of a process that dies before a step of its compaction, counted from 0. */
function dyingBefore(step: number, stores: MeasurePorts): MeasurePorts & { revive(): void } {
  let left = step;
  const dies = <Arguments extends unknown[], Answer>(
    call: (...given: Arguments) => Promise<Answer>,
  ): ((...given: Arguments) => Promise<Answer>) => {
    return async (...given) => {
      if (left === 0) throw new Error('the process died');
      left -= 1;
      return call(...given);
    };
  };
  const { archives } = stores;
  return {
    ...stores,
    // oxlint-disable typescript/unbound-method -- the stores are closures
    archives: {
      ...archives,
      begin: dies(archives.begin),
      seal: dies(archives.seal),
      commit: dies(archives.commit),
      forget: dies(archives.forget),
    },
    // oxlint-enable typescript/unbound-method
    revive() {
      left = Number.POSITIVE_INFINITY;
    },
  };
}

it.each(Array.from({ length: 8 }, (_, step) => step))(
  'a compaction that dies before step %i changes nothing that is read, and the next one ends',
  async (step) => {
    const stores = dyingBefore(step, memoryMeasureStores());
    const world = measuresWorld(stores);
    world.metric(a, { policyName: 'medium' });
    const post = (start: string, values: readonly number[]) =>
      world.send('POST', `/metric/${a}/measures`, measuresFrom(start, 60, values));
    const read = async () => (await world.send('GET', `/metric/${a}/measures`)).body;
    const values = Array.from({ length: 4000 }, (_, i) => (i * 7) % 50);
    await post('2026-11-24T16:00:00Z', values);
    const before = await read();
    const died = await world.compactAll().then(
      () => false,
      () => true,
    );
    expect(await read()).toEqual(before);
    await post('2026-11-27T10:40:30Z', [500]);
    const after = await read();
    expect(after).not.toEqual(before);
    stores.revive();
    world.clock.advance(300);
    await world.compactAll();
    expect(await read()).toEqual(after);
    expect(
      (
        await stores.archives.read(
          (await stores.lanes.find([{ kind: 'metric', metricId: a }]))[0] ?? '',
        )
      ).watermark,
    ).toBeDefined();
    expect(died).toBe(step < 7);
  },
);

it('nothing stays sealed of a lane whose metrics are all deleted', async () => {
  const stores = memoryMeasureStores();
  const world = measuresWorld(stores);
  const b = '22222222-2222-4222-8222-222222222222';
  for (const id of [a, b]) world.metric(id, { policyName: 'medium' });
  const values = Array.from({ length: 4000 }, (_, i) => i % 50);
  const measures = measuresFrom('2026-11-24T16:00:00Z', 60, values);
  await world.send('POST', '/batch/metrics/measures', { [a]: measures, [b]: measures });
  await world.compactAll();
  const [laneId = ''] = await stores.lanes.find([{ kind: 'metric', metricId: a }]);
  const range = { laneId, granularity: 60_000_000, first: 0, last: 1_000_000 };
  const sealed = async () => (await stores.archives.segments(range, 'all')).length;
  const before = await sealed();
  expect(before).toBeGreaterThan(0);
  for (const [id, left] of [
    [a, before],
    [b, 0],
  ] as const) {
    world.removeMetric(id);
    // A lane without traffic is looked at once a week at least.
    world.clock.advance(8 * 86_400);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await world.compactAll();
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await sealed()).toBe(left);
  }
});

it('no row stays of a lane whose metrics are all deleted, once what arrived for it has expired; and a new metric has its own', async () => {
  const stores = memoryMeasureStores();
  const world = measuresWorld(stores);
  world.metric(a, { policyName: 'medium' });
  await world.send('POST', `/metric/${a}/measures`, measuresFrom('2026-11-27T10:00:00Z', 60, [1]));
  const key = { kind: 'metric', metricId: a } as const;
  const [laneId = ''] = await stores.lanes.find([key]);
  const weekLater = async () => {
    world.clock.advance(8 * 86_400);
    await world.compactAll();
    return [(await stores.lanes.get([laneId])).size, (await stores.lanes.find([key]))[0]];
  };
  stores.expireFrames();
  expect(await weekLater()).toEqual([1, laneId]);
  world.removeMetric(a);
  // The first look finds that they are gone; a request may still know the lane.
  expect(await weekLater()).toEqual([1, laneId]);
  await stores.frames.add(laneId, {
    id: nodeIds.ordered(world.clock.now()),
    bytes: frameBytes([]),
  });
  expect(await weekLater()).toEqual([1, laneId]);
  stores.expireFrames();
  expect(await weekLater()).toEqual([0, undefined]);
  expect(await stores.archives.due(world.clock.advance(30 * 86_400), 100)).toEqual([]);

  const b = '22222222-2222-4222-8222-222222222222';
  world.metric(b, { policyName: 'medium' });
  const path = `/metric/${b}/measures`;
  await world.send('POST', path, measuresFrom('2026-11-27T10:00:00Z', 60, [7]));
  expect((await world.send('GET', `${path}?granularity=60`)).body).toEqual([
    ['2026-11-27T10:00:00+00:00', 60, 7],
  ]);
});
