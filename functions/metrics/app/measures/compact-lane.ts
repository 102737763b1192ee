import { after } from '../../../platform/core/instant.ts';
import { earliestId } from '../../../platform/core/ordered-id.ts';
import { type Archive, type Keeping, seal } from '../../core/aggregation/archive.ts';
import { nextCompaction } from '../../core/storage/compaction-time.ts';
import { arrivalsIn, broughtUpToDate } from '../../core/storage/lane-reading.ts';
import { emptyLane, type Lane } from '../../core/storage/lane.ts';
import type { Frame, LaneArchives, MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { forgetSeries } from './forget-series.ts';
import { expireSegments, type SealedColumn, writeSegments } from './sealed-segments.ts';

type Needs = Pick<Ports, 'clock' | 'ids' | 'sleep' | 'metrics' | 'resources' | 'policies'> &
  MeasurePorts;

/** How long a compaction may take before another one begins. More than is left of a run when its last one begins. */
const leaseSeconds = 120;
/**
 * How long ago a request must have arrived. Its row is written within the time-out of the API, and clocks of
 * Lambdas differ little, so none arrives behind the watermark.
 */
const settledSeconds = 120;
/** More than a request takes, which may still know a lane whose metrics have just been deleted. */
const knownSeconds = 600;
/** Requests that are compacted at a time. The rest is done in the next run. */
const framesAtOnce = 2000;

export interface Compacted {
  readonly frames: number;
  /** Measures that came after their windows had been sealed. */
  readonly late: number;
}

/**
 * Makes archives of the requests of a lane: seals the windows that no measure can change any more, and moves
 * the watermark, which hides the requests from readers. What is written before that is not read, so a crash at
 * any point leaves the lane as it was.
 */
export async function compactLane(ports: Needs, laneId: string): Promise<Compacted | 'busy'> {
  const { archives, frames, lanes, clock } = ports;
  const now = clock.now();
  const begun = await archives.begin(laneId, now, after(now, leaseSeconds));
  if (!begun) return 'busy';
  const { archives: seen, generation } = begun;
  const settledBefore = earliestId(after(now, -settledSeconds));
  const recent = (await frames.list(laneId, seen.watermark, framesAtOnce)).filter(
    ({ id }) => id < settledBefore,
  );
  const lane = (await lanes.get([laneId])).get(laneId);
  const keepings = await keepingsOf(ports, lane ?? emptyLane(laneId));
  await forgetSeries(ports, deletedIn(lane ?? emptyLane(laneId), keepings));
  const { tail, sealed, late } = archivesOf(keepings, { tail: seen.tail, recent });
  await writeSegments(archives, { laneId, generation, sealed });
  const dueAt = nextCompaction({
    now,
    since: seen.compactedAt,
    frames: recent.length,
    full: recent.length === framesAtOnce,
  });
  const watermark = recent.at(-1)?.id ?? seen.watermark;
  const isDead = keepings.size === 0 && lane !== undefined && lane.members.length > 0;
  if (isDead && (await mayBeBuried(ports, lane, seen)))
    return buried(await archives.bury(lane, generation));
  const deadSince = isDead ? (seen.deadSince ?? now) : undefined;
  const next = { watermark, tail, compactedAt: now, deadSince, dueAt };
  const outcome = await archives.commit(laneId, begun, next);
  if (keepings.size > 0) await expireSegments(archives, laneId, { tail, keepings });
  // Nothing stays of metrics that have all been deleted, and others cannot take their places.
  else if (outcome === 'stored' && isDead) await archives.forgetAll(laneId, generation);
  return { frames: recent.length, late };
}

/**
 * Whether nobody can know the lane any more: its metrics have been deleted for longer than a request takes, and what
 * arrived for them has expired, so that a lane of the same name would begin empty.
 */
async function mayBeBuried(
  { clock, frames }: Needs,
  { id, members }: Lane,
  { deadSince }: LaneArchives,
): Promise<boolean> {
  if (deadSince === undefined || after(deadSince, knownSeconds) > clock.now()) return false;
  if (members.some(({ current }) => current)) return false;
  return (await frames.list(id, undefined, 1)).length === 0;
}

/** If it is stale, the lane stays leased for a while, and is due again. */
const buried = (outcome: 'buried' | 'stale'): Compacted | 'busy' =>
  outcome === 'buried' ? { frames: 0, late: 0 } : 'busy';

/** Whoever deleted them tells the lane; this is for those who died before that. */
const deletedIn = ({ members }: Lane, keepings: ReadonlyMap<number, Keeping>): readonly string[] =>
  members
    .filter(({ place, current }) => current && !keepings.has(place))
    .map(({ metricId }) => metricId);

interface Stored {
  readonly tail: ReadonlyMap<number, Archive>;
  readonly recent: readonly Frame[];
}

/** The archives of each metric with what arrived, and what is sealed of them. */
function archivesOf(keepings: ReadonlyMap<number, Keeping>, { tail, recent }: Stored) {
  const arrivals = arrivalsIn(recent);
  const next = new Map<number, Archive>();
  const sealed: SealedColumn[] = [];
  let late = 0;
  for (const [place, keeping] of keepings) {
    const accepted = broughtUpToDate(tail.get(place), arrivals.get(place), keeping);
    const split = seal(accepted.archive, keeping);
    next.set(place, split.archive);
    late += accepted.late;
    sealed.push(...split.sealed.map((column) => ({ ...column, place })));
  }
  return { tail: next, sealed, late };
}

/** How each metric of the lane is kept, by place. Deleted ones are left out, so that nothing stays of them. */
async function keepingsOf(ports: Needs, lane: Lane): Promise<ReadonlyMap<number, Keeping>> {
  const found = await findMetrics(
    ports,
    lane.members.map(({ metricId }) => metricId),
  );
  const names = new Set([...found.values()].map(({ metric }) => metric.policyName));
  const policies = new Map(
    await Promise.all(
      [...names].map(async (name) => [name, await ports.policies.get(name)] as const),
    ),
  );
  return new Map(
    lane.members.flatMap(({ metricId, place }) => {
      const policy = policies.get(found.get(metricId)?.metric.policyName ?? '');
      return policy ? [[place, policy] as const] : [];
    }),
  );
}
