import { expect, test } from 'vitest';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { measuresFrom } from '../support/measures-world.ts';
import { metricsWorld } from '../support/metrics-world.ts';

const service = { user: 'ceilometer', project: 'service', role: 'service' } as const;

test('of several workers that see the same instances first at once, none loses a measure, and their metrics share a lane', async () => {
  const stores = memoryMeasureStores();
  const world = metricsWorld(stores);
  const ids = Array.from(
    { length: 50 },
    (_, i) => `${String(i).padStart(8, '0')}-1111-4111-8111-111111111111`,
  );
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const id of ids)
    await world.send('POST', '/v1/resource/generic', { id, project_id: 'p1' }, service);
  const batch = (value: number, ordered: readonly string[]) =>
    world.send(
      'POST',
      '/v1/batch/resources/metrics/measures?create_metrics=True',
      Object.fromEntries(
        ordered.map((id) => [
          id,
          { cpu: measuresFrom(`2026-01-01T00:0${value}:00Z`, 60, [value]) },
        ]),
      ),
      service,
    );
  const answers = await Promise.all([batch(1, ids), batch(2, ids.toReversed()), batch(3, ids)]);
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const keys = ids.map((resourceId) => ({ kind: 'named' as const, resourceId, name: 'cpu' }));
  const lanes = await stores.lanes.find(keys);
  expect(new Set(lanes).size).toBe(1);
  expect(stores.frameCount()).toBe(3);
  for (const id of ids) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { json } = await world.send(
      'GET',
      `/v1/resource/generic/${id}/metric/cpu/measures?aggregation=count&granularity=300`,
      undefined,
      service,
    );
    expect(json).toEqual([['2026-01-01T00:00:00+00:00', 300, 3]]);
  }
});
