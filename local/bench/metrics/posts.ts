import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { percentile } from '../percentiles.ts';
import { askGnocchi, createResource, type Gnocchi, postSamples, samplesOf } from './gnocchi.ts';

/** As many samples as Ceilometer sends in a request. */
const samples = 50;

export interface PostLoad {
  /** Requests of 50 samples of metrics that are known. */
  readonly known: number;
  /** Requests of 50 samples of metrics that nobody has measured. */
  readonly first: number;
  /** Requests of 50 samples, as fast as they are answered, that are read afterwards. */
  readonly burst: number;
  readonly points: number;
  readonly reads: number;
}

interface Figures {
  readonly gnocchi: Gnocchi;
  readonly first: readonly number[];
  readonly known: readonly number[];
  readonly visible: number;
  readonly reads: readonly number[];
}

/** Measures requests of measures, each of every server in turn, so that other load affects them equally. */
export async function measurePosts(
  gnocchis: readonly Gnocchi[],
  load: PostLoad,
): Promise<readonly Figures[]> {
  const owners = await inTurn(gnocchis, prepare);
  const first = await rounds(load.first, owners, (owner, round) =>
    postSamples(owner.gnocchi, nowOf(owner, `first-${round}`, 'medium')),
  );
  await rounds(3, owners, (owner) => postSamples(owner.gnocchi, nowOf(owner, 'known', 'medium')));
  const known = await rounds(load.known, owners, (owner) =>
    postSamples(owner.gnocchi, nowOf(owner, 'known')),
  );
  const visible = await inTurn(owners, (owner) => untilVisible(owner, load.burst));
  await inTurn(owners, (owner) => addPoints(owner, load.points));
  const reads = await rounds(load.reads, owners, (owner) => readPoints(owner, load.points));
  return owners.map(({ gnocchi }, index) => ({
    gnocchi,
    first: first[index] ?? [],
    known: known[index] ?? [],
    visible: visible[index] ?? Number.NaN,
    reads: reads[index] ?? [],
  }));
}

/** What was measured, a line each. */
export const postLines = (
  { gnocchi, first, known, visible, reads }: Figures,
  load: PostLoad,
): readonly string[] =>
  [
    `POST of ${samples} samples of known metrics: ${halfAndMost(known)} (goal: p50 100 ms, and below Gnocchi's)`,
    `POST of ${samples} samples of metrics that are new: ${halfAndMost(first)}`,
    `${samples * load.burst} measures in ${load.burst} POSTs: all read ${visible.toFixed(0)} ms after the last answer (goal: 2000 ms)`,
    `list of ${load.points} points: ${halfAndMost(reads)} (goal: 150 ms)`,
  ].map((line) => `${gnocchi.name}: ${line}`);

const halfAndMost = (milliseconds: readonly number[]): string =>
  `p50 ${percentile(milliseconds, 50).toFixed(0)} ms  p95 ${percentile(milliseconds, 95).toFixed(0)} ms`;

interface Owner {
  readonly gnocchi: Gnocchi;
  readonly resourceIds: readonly string[];
}

async function prepare(gnocchi: Gnocchi): Promise<Owner> {
  const resourceIds = Array.from({ length: samples }, () => randomUUID());
  await inTurn(resourceIds, (id) => createResource(gnocchi, { id, metrics: {} }));
  return { gnocchi, resourceIds };
}

const nowOf = ({ resourceIds }: Owner, name: string, policy?: string): object =>
  samplesOf(resourceIds, name, {
    at: new Date(),
    value: Math.random() * 100,
    ...(policy !== undefined && { policy }),
  });

/** How long after the last of many requests all of their measures can be read, in milliseconds. */
async function untilVisible({ gnocchi, resourceIds }: Owner, count: number): Promise<number> {
  const begin = Date.now() - count * 1000;
  for (let second = 0; second < count; second += 1) {
    const at = new Date(begin + second * 1000);
    const body = samplesOf(resourceIds, 'burst', { at, value: second, policy: 'high' });
    // oxlint-disable-next-line no-await-in-loop -- as fast as they are answered
    await postSamples(gnocchi, body);
  }
  const answered = performance.now();
  // oxlint-disable-next-line no-await-in-loop -- polls
  while ((await readBurst(gnocchi, resourceIds)) < count * samples) {
    if (performance.now() - answered > visibleMilliseconds)
      throw new Error(`${gnocchi.name}: not every measure can be read after a minute`);
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(50);
  }
  return performance.now() - answered;
}

const visibleMilliseconds = 60_000;

const aggregates = z.object({
  measures: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(z.unknown())))),
});

/** How many of the burst's measures can be read: each is a window of one second. */
async function readBurst(gnocchi: Gnocchi, resourceIds: readonly string[]): Promise<number> {
  const path = '/v1/aggregates?granularity=1';
  const text = await askGnocchi(gnocchi, 'POST', path, {
    operations: '(metric burst mean)',
    resource_type: 'generic',
    search: { in: { id: resourceIds } },
  });
  const { measures } = aggregates.parse(JSON.parse(text));
  return Object.values(measures)
    .flatMap((metrics) => Object.values(metrics))
    .flatMap((methods) => Object.values(methods))
    .reduce((sum, series) => sum + series.length, 0);
}

const pathOfPoints = ({ resourceIds: [id = ''] }: Owner): string =>
  `/v1/resource/generic/${id}/metric/points`;

async function addPoints(owner: Owner, count: number): Promise<void> {
  const { gnocchi, resourceIds } = owner;
  const begin = Date.now() - count * 1000;
  await askGnocchi(gnocchi, 'POST', `/v1/resource/generic/${resourceIds[0]}/metric`, {
    points: { archive_policy_name: 'high' },
  });
  for (let first = 0; first < count; first += samples)
    // oxlint-disable-next-line no-await-in-loop -- in the order of time
    await askGnocchi(
      gnocchi,
      'POST',
      `${pathOfPoints(owner)}/measures`,
      Array.from({ length: samples }, (_, index) => ({
        timestamp: new Date(begin + (first + index) * 1000).toISOString(),
        value: index,
      })),
    );
  const deadline = Date.now() + visibleMilliseconds;
  // oxlint-disable-next-line no-await-in-loop -- polls
  while ((await listPoints(owner)).length < count) {
    if (Date.now() > deadline) throw new Error(`${gnocchi.name}: points are missing`);
    // oxlint-disable-next-line no-await-in-loop -- polls
    await sleep(200);
  }
}

const points = z.array(z.unknown());

const listPoints = async (owner: Owner): Promise<readonly unknown[]> =>
  points.parse(
    JSON.parse(
      await askGnocchi(
        owner.gnocchi,
        'GET',
        `${pathOfPoints(owner)}/measures?granularity=1&aggregation=mean`,
      ),
    ),
  );

async function readPoints(owner: Owner, count: number): Promise<number> {
  const began = performance.now();
  const { length } = await listPoints(owner);
  const took = performance.now() - began;
  if (length < count) throw new Error(`${length} of ${count} points were listed`);
  return took;
}

async function inTurn<T, R>(each: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
  for (const one of each) results.push(await work(one));
  return results;
}

/** Milliseconds by owner; each round does the work of every owner once. */
async function rounds(
  count: number,
  owners: readonly Owner[],
  work: (owner: Owner, round: number) => Promise<number>,
): Promise<readonly (readonly number[])[]> {
  const all: number[][] = [];
  for (let round = 0; round < count; round += 1)
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
    all.push(await inTurn(owners, (owner) => work(owner, round)));
  return owners.map((_, index) => all.map((each) => each[index] ?? Number.NaN));
}
