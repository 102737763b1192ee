import { describe, expect, test } from 'vitest';
import { metricsWorld } from '../support/metrics-world.ts';

const id = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';
const path = `/v1/resource/generic/${id}`;
const end = '2025-12-01T10:00:00';
const measure = (timestamp: string) => [{ timestamp, value: 1 }];

/** A resource that has been measured, and has ended. */
async function ended() {
  const world = metricsWorld();
  const { send } = world;
  await world.resource({ id, started_at: '2025-01-01', metrics: { cpu: {} } });
  const metricId = (await send('GET', path)).json.metrics.cpu;
  await send('POST', `/v1/metric/${metricId}/measures`, measure('2025-11-30T10:00:00'));
  await send('PATCH', path, { ended_at: end });
  const ways = {
    'of one metric': (at: string) => send('POST', `/v1/metric/${metricId}/measures`, measure(at)),
    'by ids': (at: string) =>
      send('POST', '/v1/batch/metrics/measures', { [metricId]: measure(at) }),
    'by resource and name': (at: string) =>
      send('POST', '/v1/batch/resources/metrics/measures', { [id]: { cpu: measure(at) } }),
  };
  const endedAt = async () => (await send('GET', path)).json.ended_at;
  return { ...world, ways, endedAt };
}

describe('a resource that has ended', () => {
  test.each(['of one metric', 'by ids', 'by resource and name'] as const)(
    'has not ended when something is measured at that time or later: %s',
    async (way) => {
      const { send, ways, endedAt } = await ended();
      for (const at of ['2025-12-01T09:58:00', '2025-12-01T09:59:59']) {
        // oxlint-disable no-await-in-loop -- one after the other
        expect((await ways[way](at)).status).toBe(202);
        expect(await endedAt()).toBe('2025-12-01T10:00:00+00:00');
        // oxlint-enable no-await-in-loop
      }
      expect((await ways[way](end)).status).toBe(202);
      expect(await endedAt()).toBeNull();
      const { json } = await send('GET', `${path}/history`);
      expect(json.map((each: { ended_at: string | null }) => each.ended_at)).toEqual([
        null,
        '2025-12-01T10:00:00+00:00',
        null,
      ]);
    },
  );

  test('ends again, and is restored again', async () => {
    const { send, ways, endedAt } = await ended();
    await ways['by ids']('2025-12-02T10:00:00');
    await send('PATCH', path, { ended_at: '2025-12-03' });
    await ways['by ids']('2025-12-02T12:00:00');
    expect(await endedAt()).toBe('2025-12-03T00:00:00+00:00');
    await ways['by ids']('2025-12-03T12:00:00');
    expect(await endedAt()).toBeNull();
  });

  test('has not ended when that is said', async () => {
    const { send, endedAt } = await ended();
    expect((await send('PATCH', path, { ended_at: null })).status).toBe(200);
    expect(await endedAt()).toBeNull();
  });
});
