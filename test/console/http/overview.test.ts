import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bucketOf,
  bucketsOf,
  countNames,
  percentile,
} from '../../../functions/console/core/buckets.ts';
import { after, instantOf } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { consoleWorld } from '../support/console-world.ts';

/** A project with something of everything, an hour and a half ago and now; `p2` has the same. */
async function busyWorld() {
  const world = consoleWorld();
  const hello = world.fn('hello');
  const disk = world.alarm('disk');
  for (const projectId of ['p2', 'p1'])
    for (const seconds of [0, 5400]) {
      world.clock.advance(seconds);
      const more = { projectId };
      // oxlint-disable-next-line no-await-in-loop -- in order
      await world.event({ ...more, type: 'a' });
      world.firing({ ...more, alarmId: disk.id });
      world.delivery({ ...more, state: 'dead', alarmId: disk.id });
      world.delivery({ ...more, state: 'delivered', alarmId: disk.id });
      for (const [status, duration] of [
        ['success', 1],
        ['success', 3],
        ['failed', 2],
        ['running', 0],
      ] as const)
        world.execution({
          ...more,
          functionId: hello.id,
          status,
          updatedAt: duration === 0 ? null : after(world.clock.now(), duration),
        });
    }
  return { ...world, hello, disk };
}

describe('the overview', () => {
  test('has what happened in the last hour, what there is, and what failed', async () => {
    const { clock, get, fn } = await busyWorld();
    fn('other', 'p2');
    const { status, json } = await get('/overview');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      since: after(clock.now(), -3600),
      events: { accepted: 1, complete: true },
      firings: 1,
      deliveries: { dead: 1, delivered: 1 },
      executions: { success: 2, failed: 1, running: 1 },
      alarms: { total: 1, by_state: { 'insufficient data': 1, ok: 0, alarm: 0 } },
      functions: 1,
      complete: true,
    });
    expect(
      json.failures.map(
        ({ kind, alarm_name: alarm, function_name: fnName }: Record<string, string>) => [
          kind,
          alarm ?? fnName,
        ],
      ),
    ).toEqual([
      ['execution', 'hello'],
      ['delivery', 'disk'],
    ]);
  });

  test('says so if the deployment stores no events, and works all the same', async () => {
    const { get } = consoleWorld({ events: undefined });
    expect((await get('/overview')).json).toMatchObject({ events: null, firings: 0 });
    expect((await get('/metrics')).status).toBe(200);
  });
});

test('summaries have the last 24 hours of each alarm and function of the project', async () => {
  const { alarm, clock, disk, fn, get, hello } = await busyWorld();
  const [silent, idle] = [alarm('silent'), fn('idle')];
  alarm('foreign', 'p2');
  fn('foreign', 'p2');
  expect((await get('/alarms/summary')).json).toEqual({
    items: [
      { id: disk.id, last_at: clock.now(), failures_24h: 2, count_24h: 2 },
      { id: silent.id, last_at: null, failures_24h: 0, count_24h: 0 },
    ],
    complete: true,
  });
  expect((await get('/functions/summary')).json).toEqual({
    items: [
      { id: hello.id, last_at: clock.now(), failures_24h: 2, count_24h: 8 },
      { id: idle.id, last_at: null, failures_24h: 0, count_24h: 0 },
    ],
    complete: true,
  });
});

describe('metrics', () => {
  test('count by minute or hour what happened, and how long executions took', async () => {
    const { clock, disk, get, hello } = await busyWorld();
    const to = after(clock.now(), 60);
    const from = after(clock.now(), -7200);
    const { json } = await get(`/metrics?period=hour&from=${from}&to=${to}`);
    expect(json).toMatchObject({ complete: true, examined_from: bucketOf('hour', from) });
    const last = json.buckets.at(-1);
    expect(last).toEqual({
      at: bucketOf('hour', clock.now()),
      events: { a: 1 },
      firings: { [disk.id]: 1 },
      deliveries: { dead: 1, delivered: 1 },
      executions: { [hello.id]: { success: 2, failed: 1, running: 1, p50_ms: 2000, p95_ms: 3000 } },
    });
    const total = (name: string) =>
      json.buckets.reduce(
        (sum: number, bucket: Record<string, Record<string, number>>) =>
          sum + Object.values(bucket[name] ?? {}).reduce((left, right) => left + right, 0),
        0,
      );
    expect([total('events'), total('firings'), total('deliveries')]).toEqual([2, 2, 4]);
    const minutes = await get('/metrics');
    expect(minutes.json.buckets.length).toBeGreaterThanOrEqual(60);
  });

  test('say how far back they came if there were too many rows', async () => {
    const { clock, execution, get, timelines } = consoleWorld();
    for (let i = 0; i < 7500; i += 1)
      execution({
        id: nodeIds.derivedAt(after(clock.now(), -i / 10), String(i)),
        createdAt: after(clock.now(), -i / 10),
      });
    clock.advance(1);
    timelines.executions.reads.rows = 0;
    const { json } = await get('/metrics');
    expect(json.complete).toBe(false);
    expect(json.examined_from).toBe(after(clock.now(), -1 - 699.9));
    expect(timelines.executions.reads.rows).toBeLessThanOrEqual(7001);
  });

  test.each([
    'period=day',
    'from=yesterday',
    'from=2026-11-23T07:00:00Z&to=2026-11-23T06:00:00Z',
    'from=0001-01-01T00:00:00Z',
    'from=2020-01-01T00:00:00Z&period=hour',
  ])('refuse ?%s', async (query) => {
    const { get } = consoleWorld();
    expect((await get(`/metrics?${query}`)).status).toBe(400);
  });

  test('have a bucket for every instant of their range', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('minute' as const, 'hour' as const),
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 1, max: 60_000_000 }),
        (period, start, length) => {
          const [from, to] = [instantOf(start), instantOf(start + length)];
          const buckets = bucketsOf(period, from, to);
          expect(buckets).toContain(bucketOf(period, from));
          expect(buckets).toContain(bucketOf(period, instantOf(start + length - 1)));
          expect(buckets).toEqual([...new Set(buckets)].toSorted());
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test('a percentile is a value that was measured, with enough of them below it', () => {
    expect(percentile([], 0.5)).toBeNull();
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const found = percentile(values, share) ?? -1;
          const upTo = values.filter((value) => value <= found).length;
          const below = values.filter((value) => value < found).length;
          expect(values).toContain(found);
          expect(upTo).toBeGreaterThanOrEqual(share * values.length);
          expect(below).toBeLessThan(share * values.length);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test('tell fifty names apart and lose no count', () => {
    const names = Array.from({ length: 500 }, (_, i) => `n${i % 70}`);
    const counts = countNames([...names, 'often', 'often', ...Array(20).fill('often')]);
    expect(Object.keys(counts)).toHaveLength(51);
    expect(counts['often']).toBe(22);
    expect(Object.values(counts).reduce((left, right) => left + right, 0)).toBe(522);
  });
});

test.each(['/overview', '/alarms/summary', '/functions/summary', '/metrics'])(
  '%s may be read by readers alone',
  async (path) => {
    const { get } = consoleWorld();
    expect((await get(path)).status).toBe(200);
    expect((await get(path, 'u1|p1|service')).status).toBe(403);
    expect((await get(path, 'wrong')).status).toBe(401);
    expect((await get(`${path}?unknown=1`)).status).toBe(400);
  },
);
