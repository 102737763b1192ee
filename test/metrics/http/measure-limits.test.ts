import { beforeEach, describe, expect, it } from 'vitest';
import { measureLimits } from '../../../functions/metrics/core/measures/measure-limits.ts';
import { measuresWorld, second } from '../support/measures-world.ts';

const a = '11111111-1111-4111-8111-111111111111';
const start = Date.parse('2026-11-27T10:00:00Z') / 1000;

let world: ReturnType<typeof measuresWorld>;
beforeEach(() => {
  world = measuresWorld();
  world.metric(a);
});
const post = (body: unknown) => world.send('POST', `/metric/${a}/measures`, body);

const statusAt = async (timestamp: string) => (await post([{ timestamp, value: 1 }])).status;

describe('the limits of measures', () => {
  it('a body of the longest is accepted, and one byte more is not', async () => {
    const text = JSON.stringify([{ timestamp: start, value: 1 }]);
    const padded = (bytes: number) => text + ' '.repeat(bytes - text.length);
    expect((await post(padded(measureLimits.bodyBytes))).status).toBe(202);
    expect((await post(padded(measureLimits.bodyBytes + 1))).status).toBe(413);
  });

  it('5 MB of measures are accepted and read', async () => {
    const measures = Array.from({ length: 90_000 }, (_, i) => ({
      timestamp: start + i / 100,
      value: i,
    }));
    expect((await post(measures)).status).toBe(202);
    const { body } = await world.send('GET', `/metric/${a}/measures?aggregation=count`);
    expect(
      body.reduce((sum: number, [, , count]: [string, number, number]) => sum + count, 0),
    ).toBe(90_000);
  }, 30_000);

  it('as many metrics as a batch may have, and one more', async () => {
    const ids = Array.from({ length: measureLimits.metrics + 1 }, () => crypto.randomUUID());
    const batch = (count: number) => Object.fromEntries(ids.slice(0, count).map((id) => [id, []]));
    const most = await world.send('POST', '/batch/metrics/measures', batch(measureLimits.metrics));
    expect(most.body.description).toContain('Unknown metrics');
    const more = await world.send(
      'POST',
      '/batch/metrics/measures',
      batch(measureLimits.metrics + 1),
    );
    expect(more).toMatchObject({
      status: 400,
      body: { description: { reason: `length of value must be at most ${measureLimits.metrics}` } },
    });
  }, 30_000);

  it('the latest time, and one after it', async () => {
    expect(await statusAt('2112-09-16T23:59:59')).toBe(202);
    expect(await statusAt('2112-09-18T00:00:00')).toBe(400);
    expect(await statusAt('1970-01-01T00:00:00')).toBe(202);
  });

  it('as many windows as an answer may have, and more', async () => {
    world.addPolicy({
      name: 'secondly',
      backWindow: 0,
      definition: [{ granularity: second, points: null, timespan: null }],
      methods: ['mean'],
    });
    world.metric(a, { policyName: 'secondly' });
    const early = start - measureLimits.windows;
    // oxlint-disable no-await-in-loop -- one after the other, as a client sends them
    for (const part of [0, 1, 2]) {
      const measures = Array.from({ length: 70_000 }, (_, i) => ({
        timestamp: early + part * 70_000 + i,
        value: 1,
      }));
      await post(measures);
      // The rows of a long request are milliseconds apart.
      world.clock.advance(1);
    }
    const refused = await world.send('GET', `/metric/${a}/measures`);
    expect(refused).toMatchObject({
      status: 400,
      body: { description: expect.stringContaining(`More than ${measureLimits.windows} points`) },
    });
    const until = early + measureLimits.windows;
    expect((await world.send('GET', `/metric/${a}/measures?stop=${until}`)).status).toBe(302);
    const operations = `(metric ${a} mean)`;
    const aggregate = (stop: number) =>
      world.send('POST', `/aggregates?stop=${stop}`, { operations });
    const most = await aggregate(early + measureLimits.answeredWindows);
    expect(most.body.measures[a].mean).toHaveLength(measureLimits.answeredWindows);
    expect((await aggregate(early + measureLimits.answeredWindows + 1)).status).toBe(400);
  }, 60_000);
});
