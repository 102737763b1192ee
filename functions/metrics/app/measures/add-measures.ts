import type { Caller } from '../../../platform/core/caller.ts';
import { mayPostMeasures, require } from '../../core/access.ts';
import type { Point } from '../../core/aggregation/point.ts';
import type { FoundMetric } from '../../core/found-metric.ts';
import { invalid, noSuchMetric, type Refusal } from '../../core/refusal.ts';
import { keyText, type Series } from '../../core/storage/lane.ts';
import type { MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';
import { findMetrics } from '../metrics/find-metric.ts';
import type { FindSeries } from './find-series.ts';
import type { LookAtWatched } from './look-at-watched.ts';
import { placeSeries } from './place-series.ts';
import { restoreResources } from './restore-resources.ts';
import { type SeriesPoints, storeMeasures } from './store-measures.ts';

export type AddingPorts = Pick<
  Ports,
  'clock' | 'ids' | 'sleep' | 'metrics' | 'resources' | 'resourceTypes' | 'policies' | 'log'
> &
  MeasurePorts & { readonly findSeries: FindSeries; readonly lookAtWatched: LookAtWatched };

/** Adds measures of one metric. */
export const addMeasures = (
  ports: AddingPorts,
  caller: Caller,
  { metricId, points }: { readonly metricId: string; readonly points: readonly Point[] },
): Promise<void> => add(ports, caller, new Map([[metricId, points]]), () => noSuchMetric(metricId));

/** Adds measures of several metrics by their ids, or none if one of them does not exist. */
export const addMeasuresOfMetrics = (
  ports: AddingPorts,
  caller: Caller,
  measured: ReadonlyMap<string, readonly Point[]>,
): Promise<void> =>
  add(ports, caller, measured, (unknown) => invalid(`Unknown metrics: ${unknown.join(', ')}`));

async function add(
  ports: AddingPorts,
  caller: Caller,
  measured: ReadonlyMap<string, readonly Point[]>,
  refuse: (unknown: readonly string[]) => Refusal,
): Promise<void> {
  const ids = [...measured.keys()];
  const known = await ports.findSeries(ids.map((metricId) => ({ kind: 'metric', metricId })));
  const left = ids.filter((id) => !known.has(id));
  const indexed: ReadonlyMap<string, FoundMetric> =
    left.length === 0 ? new Map() : await findMetrics(ports, left);
  const unknown = left.filter((id) => !indexed.has(id)).toSorted();
  if (unknown.length > 0) throw refuse(unknown);
  for (const { metric } of indexed.values()) require(mayPostMeasures(caller, metric));
  await restoreResources(
    ports,
    [...indexed].map(([id, found]) => ({ found, points: measured.get(id) ?? [] })),
  );
  const neighbours = ids.flatMap((id) => known.get(id)?.laneId ?? []);
  const placed = await placeSeries(ports, [...indexed.values()], neighbours);
  await store(
    ports,
    caller,
    [...measured].flatMap(([metricId, points]) => {
      const key = keyText({ kind: 'metric', metricId });
      const series = known.get(key) ?? placed.get(key);
      return series ? [{ series, points }] : [];
    }),
  );
}

/** Stores measures if the caller may post them. Those that alarms watch are looked at. */
export async function store(
  ports: AddingPorts,
  caller: Caller,
  measured: readonly SeriesPoints[],
): Promise<void> {
  for (const { series } of measured) require(mayPost(caller, series));
  await storeMeasures(ports, measured);
  await ports.lookAtWatched(measured);
}

const mayPost = (caller: Caller, { member }: Series): boolean =>
  mayPostMeasures(caller, { creator: { userId: '', projectId: member.creatorProjectId } });
