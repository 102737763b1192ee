import { groupBy } from '../../../platform/core/group-by.ts';
import { after } from '../../../platform/core/instant.ts';
import { whileStale } from '../../../platform/app/while-stale.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import {
  emptyLane,
  type Indexed,
  type Lane,
  laneMembers,
  type Series,
  seriesIn,
  withMembers,
} from '../../core/storage/lane.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import { changeSeries, contended, forgetSeries } from './forget-series.ts';
import { alarmsOf } from './watching-alarms.ts';

type Needs = Pick<Ports, 'clock' | 'ids' | 'sleep' | 'metrics' | 'resources'> &
  Pick<MeasurePorts, 'lanes' | 'archives' | 'watchStore'>;

/** When a new lane is compacted first. */
const firstCompactionSeconds = 3600;

/**
 * Puts metrics that have never been measured into a lane, those of a request together, and tells the lanes of
 * the others what the index says of them now. `neighbours` are the lanes that the request uses already.
 */
export async function placeSeries(
  ports: Needs,
  found: readonly FoundMetric[],
  neighbours: readonly string[],
): Promise<ReadonlyMap<string, Series>> {
  if (found.length === 0) return new Map();
  const { lanes } = ports;
  const indexed = found.map(indexedOf);
  const known = await lanes.find(indexed.map(({ metricId }) => ({ kind: 'metric', metricId })));
  const fresh = indexed.filter((_, i) => known[i] === undefined);
  const placed = await Promise.all(
    (await roomFor(ports, fresh, neighbours)).map((room) => claimTogether(lanes, room)),
  );
  const all = [
    ...placed.flat(),
    ...indexed.flatMap((member, i) => {
      const laneId = known[i];
      return laneId === undefined ? [] : [{ laneId, member }];
    }),
  ];
  const written = await Promise.all(
    [...groupBy(all, ({ laneId }) => laneId)].map(([laneId, members]) =>
      tell(
        ports,
        laneId,
        members.map(({ member }) => member),
      ),
    ),
  );
  await forgetUnsettled(ports, indexed);
  const watched = await markWatched(ports, fresh);
  const placedSeries = written.flatMap(seriesIn).map(([key, series]) => {
    const isWatched = series.member.watched || watched.has(series.member.metricId);
    return [key, { ...series, member: { ...series.member, watched: isWatched } }] as const;
  });
  return new Map(placedSeries);
}

interface Room {
  readonly laneId: string;
  readonly members: readonly Indexed[];
}

/**
 * Puts metrics into a lane, or all of them into the one where the first is by now: of two workers that see the same
 * metrics first, the second follows, so that they share a lane and each of their requests is one row.
 */
async function claimTogether(lanes: Needs['lanes'], { laneId, members }: Room) {
  const [first, ...rest] = members.toSorted((left, right) =>
    left.metricId < right.metricId ? -1 : 1,
  );
  if (!first) return [];
  const [there = laneId] = await lanes.claim(laneId, [first.metricId]);
  const ids = rest.map(({ metricId }) => metricId);
  const at = rest.length === 0 ? [] : await lanes.claim(there, ids);
  return [
    { laneId: there, member: first },
    ...rest.map((member, i) => ({ laneId: at[i] ?? there, member })),
  ];
}

/** Alarms may have watched metrics before they had a lane, which then did not learn of it. */
async function markWatched(ports: Needs, fresh: readonly Indexed[]): Promise<ReadonlySet<string>> {
  const watching = await Promise.all(fresh.map((member) => alarmsOf(ports.watchStore, member)));
  const ids = fresh.flatMap(({ metricId }, i) => (watching[i]?.length ? [metricId] : []));
  await changeSeries(ports, ids, { watched: true });
  return new Set(ids);
}

/**
 * Who deletes a metric tells its lane afterwards; the lane may have been told of the metric only after that. And
 * whether a resource that has ended is restored is decided by each measure (`restore-resources.ts`).
 */
async function forgetUnsettled(ports: Needs, indexed: readonly Indexed[]): Promise<void> {
  const ids = indexed.map(({ metricId }) => metricId);
  const there = await findMetrics(ports, ids);
  await forgetSeries(
    ports,
    ids.filter((id) => {
      const found = there.get(id);
      return !found || (found.resource?.endedAt ?? null) !== null;
    }),
  );
}

const indexedOf = ({ metric, resource }: FoundMetric): Indexed => ({
  metricId: metric.id,
  resourceId: metric.resourceId,
  name: metric.name,
  creatorProjectId: metric.creator.projectId,
  resourceProjectId: resource?.projectId ?? null,
});

/** The lane that the request uses most, if it has room for all, or new ones. */
async function roomFor(
  { lanes, ids }: Needs,
  fresh: readonly Indexed[],
  neighbours: readonly string[],
): Promise<readonly Room[]> {
  if (fresh.length === 0) return [];
  const [neighbour] = neighbours;
  const lane = neighbour === undefined ? undefined : (await lanes.get([neighbour])).get(neighbour);
  if (lane && lane.members.length + fresh.length <= laneMembers)
    return [{ laneId: lane.id, members: fresh }];
  const count = Math.ceil(fresh.length / laneMembers);
  return Array.from({ length: count }, (_, i) => ({
    laneId: ids.random(),
    members: fresh.slice(i * laneMembers, (i + 1) * laneMembers),
  }));
}

async function tell(ports: Needs, laneId: string, members: readonly Indexed[]): Promise<Lane> {
  const { lanes, archives, clock } = ports;
  const lane = await whileStale(ports, contended, async () => {
    const seen = (await lanes.get([laneId])).get(laneId) ?? emptyLane(laneId);
    const next = withMembers(seen, members);
    return (await lanes.replace(next)) === 'stored' ? next : 'stale';
  });
  await archives.open(laneId, after(clock.now(), firstCompactionSeconds));
  await lanes.name(
    laneId,
    members.flatMap(({ resourceId, name }) =>
      resourceId === null || name === null ? [] : [{ kind: 'named' as const, resourceId, name }],
    ),
  );
  return lane;
}
