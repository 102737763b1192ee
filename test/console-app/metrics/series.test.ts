import { describe, expect, it } from 'vitest';
import {
  countSeries,
  durationPoints,
  runsOf,
} from '../../../console/src/screens/metrics/series.ts';
import type { Bucket } from '../../../console/src/screens/metrics/buckets.ts';

const bucket = (at: string, parts: Partial<Bucket>): Bucket => ({
  at,
  events: {},
  firings: {},
  deliveries: {},
  executions: {},
  ...parts,
});
const range = {
  from: Date.parse('2026-11-27T22:00:00Z'),
  to: Date.parse('2026-11-27T22:03:00Z'),
  step: 60_000,
};
const eventsOf = ({ events }: Bucket) => events;

describe('a chart of counts', () => {
  it('has a point for each bucket of the range, also where nothing happened', () => {
    const [series] = countSeries(
      [bucket('2026-11-27T22:01:00.000Z', { events: { a: 3 } })],
      range,
      eventsOf,
    );
    expect(series).toMatchObject({ id: 'a', total: 3 });
    expect(series?.points.map(({ y }) => y)).toEqual([0, 3, 0]);
  });

  it('has at most six series, the rest added up', () => {
    const events = Object.fromEntries('abcdefgh'.split('').map((name, at) => [name, at + 1]));
    const all = countSeries([bucket('2026-11-27T22:00:00Z', { events })], range, eventsOf);
    expect(all.map(({ id, total }) => [id, total])).toEqual([
      ['h', 8],
      ['g', 7],
      ['f', 6],
      ['e', 5],
      ['d', 4],
      ['other', 6],
    ]);
  });

  it('leaves out what did not happen', () => {
    expect(
      countSeries([bucket('2026-11-27T22:00:00Z', { events: { a: 0 } })], range, eventsOf),
    ).toEqual([]);
  });
});

describe('executions', () => {
  const executions = { f: { success: 2, failed: 1, p50_ms: 40, p95_ms: 300 }, g: { success: 1 } };
  const ran = bucket('2026-11-27T22:00:00Z', { executions });

  it('are counted however they ended', () => {
    expect(runsOf(ran)).toEqual({ f: 3, g: 1 });
  });

  it('have durations where there were any', () => {
    expect(durationPoints([ran], 'f', 'p95_ms').map(({ y }) => y)).toEqual([300]);
    expect(durationPoints([ran], 'g', 'p95_ms')).toEqual([]);
    expect(durationPoints([ran], 'constructor', 'p95_ms')).toEqual([]);
  });
});
