import { describe, expect, it } from 'vitest';
import type { MeasurePorts } from '../../../functions/metrics/measure-ports.ts';
import { measuresWorld } from '../support/measures-world.ts';

const start = Date.parse('2026-11-27T10:00:00Z') / 1000;

/** What holds when several write at the same time, whoever keeps the measures. */
export function writersSuite(make: () => MeasurePorts) {
  describe('two writers of one metric', () => {
    it('with 1,000 measures each and redeliveries: none is lost, none doubled', async () => {
      const world = measuresWorld(make());
      const id = crypto.randomUUID();
      world.metric(id);
      const post = async (from: number) => {
        const measures = Array.from({ length: 50 }, (_, i) => ({
          timestamp: start + from + i,
          value: 1,
        }));
        const { status } = await world.send('POST', `/metric/${id}/measures`, measures);
        expect(status).toBe(202);
      };
      const writer = async (first: number) => {
        for (let batch = 0; batch < 20; batch += 1) {
          const from = first + batch * 50;
          // oxlint-disable-next-line no-await-in-loop -- a writer sends one after the other
          await post(from);
          // oxlint-disable-next-line no-await-in-loop -- and some of them again
          if (batch % 3 === 0) await post(from);
        }
      };
      await Promise.all([writer(0), writer(1000)]);
      const counted = async () => {
        const { body } = await world.send('GET', `/metric/${id}/measures?aggregation=sum`);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Gnocchi's shape of measures
        return (body as [string, number, number][]).reduce((sum, [, , value]) => sum + value, 0);
      };
      expect(await counted()).toBe(2000);
      world.clock.advance(4000);
      await world.compactAll();
      expect(await counted()).toBe(2000);
      const { body } = await world.send('GET', `/metric/${id}/measures?aggregation=count`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Gnocchi's shape of measures
      expect((body as [string, number, number][]).every(([, , value]) => value <= 60)).toBe(true);
    }, 60_000);

    it('the first requests of the same metrics, at the same time, lead to the same lane', async () => {
      const world = measuresWorld(make());
      const ids = Array.from({ length: 10 }, () => crypto.randomUUID());
      for (const id of ids) world.metric(id);
      const bodies = [0, 1, 2].map((n) =>
        Object.fromEntries(ids.map((id) => [id, [{ timestamp: start + n, value: n }]])),
      );
      const answers = await Promise.all(
        bodies.map((body) => world.send('POST', '/batch/metrics/measures', body)),
      );
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      const counts = await Promise.all(
        ids.map(
          async (id) =>
            (await world.send('GET', `/metric/${id}/measures?aggregation=count`)).body[0][2],
        ),
      );
      expect(counts).toEqual(ids.map(() => 3));
    }, 60_000);
  });
}
