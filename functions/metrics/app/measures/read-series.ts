import { groupBy } from '../../../platform/core/group-by.ts';
import {
  type Archive,
  type Keeping,
  liveWindows,
  retainedFrom,
  sealedUntil,
} from '../../core/aggregation/archive.ts';
import { between, type Point } from '../../core/aggregation/point.ts';
import { windowStart } from '../../core/aggregation/window.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { invalid } from '../../core/refusal.ts';
import { columnName, columnPoints } from '../../core/storage/columns.ts';
import { arrivalsIn, broughtUpToDate, segmentWindows } from '../../core/storage/lane-reading.ts';
import type { Segment, MeasurePorts } from '../../measure-ports.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Ports } from '../../ports.ts';

type Needs = Pick<Ports, 'clock'> & MeasurePorts;

/** A metric, and how it is kept. */
export interface Kept {
  readonly metricId: string;
  readonly keeping: Keeping;
}

/** What of each metric is read. Times in microseconds; `until` is excluded. */
export interface Reading {
  readonly method: string;
  readonly granularity: number;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** What is known of one metric, and where its sealed windows are. */
export interface SeriesReader {
  /** The windows that a reading asks for, in order of time. The granularity is one of the policy's. */
  windows(reading: Reading): Promise<readonly Point[]>;
}

/** Requests of a lane that a reader goes through before it asks for the lane to be compacted. */
const manyFrames = 400;

/** Reads each lane of the metrics once. A metric that was never measured has no windows. */
export async function openSeries(
  ports: Needs,
  metrics: readonly Kept[],
): Promise<ReadonlyMap<string, SeriesReader>> {
  const measured = await readMeasured(
    ports,
    metrics.map(({ metricId }) => metricId),
  );
  return new Map(
    metrics.map(({ metricId, keeping }) => [
      metricId,
      seriesReader(ports, measured.get(metricId), keeping),
    ]),
  );
}

/** What a metric's lane has of it that is not sealed. */
export interface Measured {
  readonly laneId: string;
  readonly place: number;
  readonly tail: Parameters<typeof broughtUpToDate>[0];
  readonly arrivals: Parameters<typeof broughtUpToDate>[1];
}

/** Reads the lanes of metrics, for which nothing else has to be known of them. Those never measured are left out. */
export async function readMeasured(
  ports: Needs,
  metricIds: readonly string[],
): Promise<ReadonlyMap<string, Measured>> {
  const at = await ports.lanes.find(metricIds.map((metricId) => ({ kind: 'metric', metricId })));
  const laneOf = new Map(metricIds.map((metricId, i) => [metricId, at[i]]));
  const read = await Promise.all(
    [...groupBy(metricIds, (metricId) => laneOf.get(metricId))].map(([laneId, ofLane]) =>
      laneId === undefined ? [] : readLane(ports, laneId, ofLane),
    ),
  );
  return new Map(read.flat());
}

/** The windows of a metric, as its policy keeps them. */
export function seriesReader(
  ports: Needs,
  measured: Measured | undefined,
  keeping: Keeping,
): SeriesReader {
  if (!measured) return { windows: async () => [] };
  const { laneId, place, tail, arrivals } = measured;
  const { archive } = broughtUpToDate(tail, arrivals, keeping);
  return {
    windows: (reading) => windowsOf(ports, { laneId, place, archive, keeping }, reading),
  };
}

async function readLane(
  ports: Needs,
  laneId: string,
  metricIds: readonly string[],
): Promise<readonly (readonly [string, Measured])[]> {
  const { lanes, archives, frames, clock } = ports;
  const [found, { watermark, tail }] = await Promise.all([
    lanes.get([laneId]),
    archives.read(laneId),
  ]);
  const members = found.get(laneId)?.members ?? [];
  const recent = await frames.list(laneId, watermark);
  if (recent.length > manyFrames) await archives.hasten(laneId, after(clock.now(), 0));
  const arrivals = arrivalsIn(recent);
  return metricIds.map((metricId) => {
    const place = members.find((member) => member.metricId === metricId)?.place ?? -1;
    return [metricId, { laneId, place, tail: tail.get(place), arrivals: arrivals.get(place) }];
  });
}

interface Opened {
  readonly laneId: string;
  readonly place: number;
  readonly archive: Archive;
  readonly keeping: Keeping;
}

async function windowsOf(
  { archives }: Pick<MeasurePorts, 'archives'>,
  { laneId, place, archive, keeping }: Opened,
  { method, granularity, from, until }: Reading,
): Promise<readonly Point[]> {
  const item = keeping.definition.find((each) => each.granularity === granularity);
  const begin = Math.max(
    from === undefined ? 0 : windowStart(from, granularity),
    retainedFrom(archive.newest, granularity, item?.timespan ?? null),
  );
  const sealed = Math.min(
    sealedUntil(archive.edge, granularity),
    until ?? Number.POSITIVE_INFINITY,
  );
  const live = between(liveWindows(archive, granularity, method), begin, until);
  requireFew(live.length);
  if (begin >= sealed) return live;
  const span = granularity * segmentWindows;
  const range = {
    laneId,
    granularity,
    first: Math.floor(begin / span),
    last: Math.floor(sealed / span),
  };
  const segments = await archives.segments(range, [columnName(place, method)]);
  const points = segments.flatMap(pointsOf(granularity));
  const found = [...between(points, begin, sealed), ...live];
  requireFew(found.length);
  return found;
}

function requireFew(windows: number): void {
  if (windows > measureLimits.windows)
    throw invalid(
      `More than ${measureLimits.windows} points; ask for less time or a coarser granularity`,
    );
}

const pointsOf =
  (granularity: number) =>
  ({ columns }: Segment): readonly Point[] =>
    [...columns.values()].flatMap((column) => columnPoints(column, granularity));
